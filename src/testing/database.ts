/**
 * The database of a simulation: SQLite in memory, with the real migrations, and a clock and dice of the simulation's.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Row, Statement } from '../db/db.ts';
import { Random } from './random.ts';

/** The statements of all migrations in the folder, in their order. */
export function readMigrations(folder: string): readonly string[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.sql'));
  return files.sort().flatMap((name) => readFileSync(join(folder, name), 'utf8').split('--> statement-breakpoint'));
}

/** What a transaction saw of the world: run again with the same, it does the same. */
export type Moment = { readonly nowMs: number; readonly seed: number };

const virtualClock = ['DROP VIEW sync_clock', 'CREATE VIEW sync_clock AS SELECT simulated_now() AS now'];
const mostPrepared = 300;

/** Databases that runs have done with, by their schemas: a new one takes much longer than what it is used for. */
const unused = new Map<string, SimulatedDatabase[]>();

/**
 * All that is done to it is one transaction of SQLite, which is rolled back in the end, and each transaction of the
 * simulation is a savepoint in it, which is kept: so it can be brought back to how it was at any time.
 */
export class SimulatedDatabase {
  readonly #sqlite = new DatabaseSync(':memory:');
  readonly #prepared = new Map<string, StatementSync>();
  readonly #schema: string;
  #canRewind = false;
  #transactions = 0;
  #nowMs = 0;
  #dice = new Random();

  /** One that is empty; what is done to one that cannot be rewound takes less time. */
  static open(schema: readonly string[], canRewind: boolean): SimulatedDatabase {
    const database = unused.get(schema.join('\0'))?.pop() ?? new SimulatedDatabase(schema);
    database.#canRewind = canRewind;
    return database;
  }

  private constructor(schema: readonly string[]) {
    this.#schema = schema.join('\0');
    this.#sqlite.function('simulated_now', () => this.#nowMs);
    this.#sqlite.function('randomblob', (length) =>
      Uint8Array.from({ length: Number(length) }, () => this.#dice.below(256)),
    );
    for (const statement of [...schema, ...virtualClock]) this.#sqlite.exec(statement);
    this.#sqlite.exec('BEGIN IMMEDIATE');
  }

  /** The rows of each statement; all in one transaction, or none when one of them fails. */
  transact(statements: readonly Statement[], { nowMs, seed }: Moment): readonly (readonly Row[])[] {
    this.#nowMs = nowMs;
    this.#dice = new Random(seed);
    this.#run('SAVEPOINT made');
    try {
      const results = statements.map((statement) => this.query(statement));
      if (this.#canRewind) this.#transactions += 1;
      else this.#run('RELEASE made');
      return results;
    } catch (error) {
      this.#takeBack();
      throw error;
    }
  }

  /** Takes back all transactions but the first so many. */
  rewind(transactions: number): void {
    for (; this.#transactions > transactions; this.#transactions -= 1) this.#takeBack();
  }

  query({ sql, params }: Statement): readonly Row[] {
    return this.#prepare(sql)
      .all(...params)
      .filter(isRow);
  }

  /** Ends the use of it. */
  close(): void {
    this.#sqlite.exec('ROLLBACK');
    this.#sqlite.exec('BEGIN IMMEDIATE');
    this.#transactions = 0;
    unused.set(this.#schema, [...(unused.get(this.#schema) ?? []), this]);
  }

  /** The last savepoint, of the many of the name. */
  #takeBack(): void {
    this.#run('ROLLBACK TO made');
    this.#run('RELEASE made');
  }

  #run(sql: string): void {
    this.#prepare(sql).run();
  }

  #prepare(sql: string): StatementSync {
    const known = this.#prepared.get(sql);
    if (known !== undefined) return known;
    if (this.#prepared.size >= mostPrepared) this.#prepared.clear();
    const made = this.#sqlite.prepare(sql);
    this.#prepared.set(sql, made);
    return made;
  }
}

/** Every row is one: the schema has no blobs, and SQLite gives integers as numbers. */
const isRow = (values: Readonly<Record<string, unknown>>): values is Row => typeof values === 'object';
