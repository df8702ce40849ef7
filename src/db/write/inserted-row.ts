/** A record that an insert has just made, without reading it: it is what was sent. */
import type { Principal } from '../../core/principal.ts';
import { scopeOf } from '../../core/scope.ts';
import type { ColumnKind } from '../../protocol/column-kind.ts';
import type { StoredValue } from '../../table/body-schema.ts';
import type { Row, SqlValue } from '../db.ts';
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
  for (const name in table.columns) row[name] = stored(operation.values[name], table.columns[name]?.kind);
  return row;
}

function stored(value: StoredValue = null, kind: ColumnKind | undefined): SqlValue {
  if (value === null) return null;
  if (kind === 'json' || typeof value === 'object') return JSON.stringify(value);
  return typeof value === 'boolean' ? Number(value) : value;
}
