/** From drizzle's SQL to statements. */
import type { SQL } from 'drizzle-orm';
import { SQLiteAsyncDialect } from 'drizzle-orm/sqlite-core';
import type { SqlValue, Statement } from './db.ts';
import { jsonValue } from './json-value.ts';

/** D1 takes 100 parameters; a statement with more than this has its values folded into one. */
const maxParams = 90;

const dialect = new SQLiteAsyncDialect();

/** The n-th value of the one parameter that is a JSON array of all. */
class FoldingDialect extends SQLiteAsyncDialect {
  override escapeParam = (index: number): string => `(?1 ->> '$[${index}]')`;
}
const folding = new FoldingDialect();

/**
 * The text and parameters of an SQL fragment. Numbers are bound as doubles, folded or not.
 *
 * @throws Error when a parameter is neither text, a number nor null.
 */
export function compile(fragment: SQL): Statement {
  const { sql, params } = dialect.sqlToQuery(fragment);
  const values = params.map(toSqlValue);
  if (values.length <= maxParams) return { sql, params: values };
  return { sql: folding.sqlToQuery(fragment).sql, params: [`[${values.map(jsonValue).join(',')}]`] };
}

function toSqlValue(value: unknown): SqlValue {
  if (typeof value === 'string' || typeof value === 'number' || value === null) return value;
  throw new Error(`A query binds a ${typeof value}, which is no SQL value.`);
}
