/** A stream: one connection to one database, with the SQL texts that its client has stored. */
import type Database from 'libsql';
import type { Connection, Loan } from './databases.ts';
import { ProtocolError, sqliteCode } from './hrana-error.ts';
import { patiently } from './patience.ts';
import type { SqlText, Statement } from './request.ts';
import { driverToHrana, type HranaValue, hranaToDriver } from './value.ts';

export type Stream = {
  readonly connection: Connection;
  readonly giveBack: () => void;
  readonly sqlById: Map<number, string>;
  /** How long a statement waits for another stream's lock. */
  readonly busyMs: number;
  /** Whether a statement gave up waiting; the stream is of no more use. */
  isStuck: boolean;
};

type Prepared = Database.Statement;

/** Rows and counts of one statement. With RETURNING the driver counts no affected rows. */
export type StatementResult = {
  readonly cols: readonly { readonly name: string; readonly decltype: string | null }[];
  readonly rows: readonly (readonly HranaValue[])[];
  readonly affected_row_count: number;
  readonly last_insert_rowid: string | null;
};

function sqlOf({ sqlById }: Stream, { sql, sql_id: id }: SqlText): string {
  const text = sql ?? sqlById.get(id ?? Number.NaN);
  if (text === undefined) throw new ProtocolError('SQL_STORE_NOT_FOUND', `No SQL text is stored as ${id}.`);
  return text;
}

/** Parameters as the driver takes them: a list, or an object for named ones. */
function bindings({ args, named_args: named }: Statement): readonly unknown[] | object {
  if (named.length === 0) return args.map(hranaToDriver);
  if (args.length > 0) {
    throw new ProtocolError('ARGS_BOTH_POSITIONAL_AND_NAMED', 'Parameters are given both by position and by name.');
  }
  return Object.fromEntries(named.map(({ name, value }) => [name.replace(/^[:@$]/, ''), hranaToDriver(value)]));
}

const toRow = (row: unknown): HranaValue[] => {
  if (!Array.isArray(row)) throw new TypeError('The driver gave a row that is no list.');
  return row.map(driverToHrana);
};

function run(prepared: Prepared, statement: Statement): StatementResult {
  const parameters = bindings(statement);
  if (!prepared.reader) {
    const { changes, lastInsertRowid } = prepared.run(parameters);
    return { cols: [], rows: [], affected_row_count: changes, last_insert_rowid: String(lastInsertRowid) };
  }
  const rows = prepared.raw(true).all(parameters).map(toRow);
  const cols = prepared.columns().map(({ name, type }) => ({ name, decltype: type }));
  return { cols, rows: statement.want_rows === false ? [] : rows, affected_row_count: 0, last_insert_rowid: null };
}

/**
 * The result of one statement. A statement that met a lock stays half-way in SQLite, and nothing that its connection
 * writes is committed until it is run again: so the same one is tried, and a stream that gives up does nothing more.
 */
export async function execute(stream: Stream, statement: Statement): Promise<StatementResult> {
  if (stream.isStuck) throw new ProtocolError('SQLITE_BUSY', 'A statement before this one gave up waiting for a lock.');
  const prepared = stream.connection.prepare(sqlOf(stream, statement)).safeIntegers(true);
  try {
    return await patiently(stream.busyMs, () => run(prepared, statement));
  } catch (error) {
    stream.isStuck = sqliteCode(error).startsWith('SQLITE_BUSY');
    throw error;
  }
}

/** Runs a text of many statements; their rows are dropped. It waits for no lock, since it cannot be run half again. */
export function executeSequence(stream: Stream, text: SqlText): void {
  stream.connection.exec(sqlOf(stream, text));
}

export function openStream({ connection, giveBack }: Loan, busyMs: number): Stream {
  return { connection, giveBack, sqlById: new Map(), busyMs, isStuck: false };
}

/** Ends the stream; a transaction still open is rolled back. */
export function closeStream({ connection, giveBack, isStuck }: Stream): void {
  if (connection.inTransaction) connection.exec('ROLLBACK');
  if (isStuck) connection.close();
  else giveBack();
}
