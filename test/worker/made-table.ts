/** Tables that a test file makes for itself, besides those of the migrations. */
import { getTableConfig } from 'drizzle-orm/sqlite-core';
import type { Statement } from '../../src/db/db.ts';
import { drizzleTable } from '../../src/db/schema.ts';
import { schemaObjects } from '../../src/db/triggers.ts';
import type { SyncTable } from '../../src/table/sync-table.ts';

/** The SQL that makes the table and its guards. */
export function creationOf(table: SyncTable): readonly Statement[] {
  const { columns } = getTableConfig(drizzleTable(table));
  const declared = columns.map((column) => `"${column.name}" ${column.getSQLType()}`);
  const guards = schemaObjects([table]).filter(({ name }) => name.startsWith(table.name));
  const create = `CREATE TABLE "${table.name}" (${declared.join(', ')}, PRIMARY KEY (owner, id))`;
  return [create, ...guards.map((guard) => guard.create)].map((sql) => ({ sql, params: [] }));
}
