/** The columns that are known of a table on this device. */
import type { ColumnKind } from '../../src/protocol/column-kind.ts';

/** Kinds of columns that an app declares of a table: none, some or all. */
export type DeclaredColumns = { readonly [member: string]: ColumnKind };

/** The declared columns, and those that every table has. */
export function knownColumns(declared: DeclaredColumns): ReadonlyMap<string, ColumnKind> {
  const system = { id: 'string', createdAt: 'date', updatedAt: 'date', version: 'string', deleted: 'boolean' } as const;
  return new Map(Object.entries({ ...declared, ...system }));
}
