/** A libSQL server (Turso, sqld) as a `Db`, over its HTTP protocol: the only one that runs in a Worker. */
import { type Client, createClient, LibsqlError, type ResultSet, type Value } from '@libsql/client/web';
import { DatabaseError, type DatabaseFailure, type Db, type Row, type SqlValue, type Statement } from './db.ts';

const passing = new Set(['SQLITE_BUSY', 'SQLITE_LOCKED', 'SERVER_ERROR', 'STREAM_EXPIRED', 'HRANA_PROTO_ERROR']);

function failureOf(error: unknown): DatabaseFailure {
  // `fetch` tells a lost or refused connection by a TypeError, which has no code.
  if (error instanceof TypeError) return 'unavailable';
  if (!(error instanceof LibsqlError)) return 'failed';
  if (error.code === 'SQLITE_TOOBIG') return 'too_large';
  return passing.has(error.code) || error.cause instanceof TypeError ? 'unavailable' : 'failed';
}

function toSqlValue(value: Value | undefined): SqlValue {
  if (typeof value === 'string' || typeof value === 'number') return value;
  return value === null || value === undefined ? null : String(value);
}

function toRows({ columns, rows }: ResultSet): Row[] {
  return rows.map((row) => {
    const values: Record<string, SqlValue> = {};
    columns.forEach((column, at) => {
      values[column] = toSqlValue(row[at]);
    });
    return values;
  });
}

/** The database at a libSQL address, `libsql:`, `https:` or `http:`; the token is its JWT. */
export function openLibsql(url: string, authToken: string | undefined): Db {
  const client: Client = createClient(authToken === undefined ? { url } : { url, authToken });
  const run = async (statements: readonly Statement[], mode: 'write' | 'deferred') => {
    try {
      const list = statements.map(({ sql, params }) => ({ sql, args: [...params] }));
      return (await client.batch(list, mode)).map(toRows);
    } catch (error) {
      throw new DatabaseError(failureOf(error), error);
    }
  };
  return { read: (statements) => run(statements, 'deferred'), write: (statements) => run(statements, 'write') };
}
