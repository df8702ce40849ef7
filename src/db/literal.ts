/** Column types and values as they are written in migrations. */
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

/** A stored value of a column of that kind. */
export function sqlLiteral(kind: ColumnKind, value: StoredValue): string {
  if (sqlTypes[kind] !== 'text') return String(Number(value));
  return textLiteral(typeof value === 'string' && kind !== 'json' ? value : JSON.stringify(value));
}
