/** A record that an insert has just made, without reading it: it is what was sent. */
import type { Principal } from '../../core/principal.ts';
import { scopeOf } from '../../core/scope.ts';
import type { Row, SqlValue } from '../db.ts';
import { toSqlValue } from '../literal.ts';
import type { Tried } from './entry.ts';

/** The row as SQL would give it; `stamp` is when it was made. */
export function insertedRow(
  { table, operation, attempt }: Tried,
  principal: Principal | undefined,
  stamp: number,
): Row {
  const row: Record<string, SqlValue> = {
    owner: scopeOf(table, principal),
    id: operation.id ?? null,
    version: attempt.version,
    prevVersion: null,
    createdAt: stamp,
    updatedAt: stamp,
    deleted: 0,
  };
  for (const [name, { kind }] of Object.entries(table.columns)) {
    const value = operation.values[name] ?? null;
    row[name] = value === null ? null : toSqlValue(kind, value);
  }
  return row;
}
