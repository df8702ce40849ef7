/** Column types, and values as SQL keeps them and as they are written in migrations. */
import type { ColumnKind } from '../protocol/column-kind.ts';
import type { StoredValue } from '../table/body-schema.ts';

export const sqlTypes: Record<ColumnKind, 'text' | 'real' | 'integer'> = {
  string: 'text',
  number: 'real',
  integer: 'integer',
  boolean: 'integer',
  date: 'integer',
  day: 'text',
  time: 'text',
  json: 'text',
  bigint: 'text',
};

export const textLiteral = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A stored value of a column of that kind, other than null, as the column gives it. */
export function toSqlValue(kind: ColumnKind, value: StoredValue): string | number {
  if (sqlTypes[kind] !== 'text') return Number(value);
  return typeof value === 'string' && kind !== 'json' ? value : JSON.stringify(value);
}

/** The same as SQL text. */
export function sqlLiteral(kind: ColumnKind, value: StoredValue): string {
  const kept = toSqlValue(kind, value);
  return typeof kept === 'string' ? textLiteral(kept) : String(kept);
}
