/** The database of a simulation: SQLite in memory, with the real migrations, and a clock and dice of the simulation's. */
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

export class SimulatedDatabase {
  readonly #sqlite = new DatabaseSync(':memory:');
  readonly #prepared = new Map<string, StatementSync>();
  #nowMs = 0;
  #dice = new Random();

  constructor(schema: readonly string[]) {
    this.#sqlite.function('simulated_now', () => this.#nowMs);
    this.#sqlite.function('randomblob', (length) =>
      Uint8Array.from({ length: Number(length) }, () => this.#dice.below(256)),
    );
    for (const statement of [...schema, ...virtualClock]) this.#sqlite.exec(statement);
  }

  /** The rows of each statement; all in one transaction, or none when one of them fails. */
  transact(statements: readonly Statement[], { nowMs, seed }: Moment): readonly (readonly Row[])[] {
    this.#nowMs = nowMs;
    this.#dice = new Random(seed);
    this.#sqlite.exec('BEGIN IMMEDIATE');
    try {
      const results = statements.map((statement) => this.query(statement));
      this.#sqlite.exec('COMMIT');
      return results;
    } catch (error) {
      this.#sqlite.exec('ROLLBACK');
      throw error;
    }
  }

  query({ sql, params }: Statement): readonly Row[] {
    return this.#prepare(sql)
      .all(...params)
      .filter(isRow);
  }

  close(): void {
    this.#sqlite.close();
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
