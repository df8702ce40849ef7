/** Names in SQL text. They come from table declarations only, whose names need no escaping. */
import { columnOf } from '../core/record-body.ts';
import type { SyncTable } from '../table/sync-table.ts';

export const quoted = (name: string): string => `"${name}"`;

/** The column that keeps a member of a table's records. */
export const columnName = (table: SyncTable, member: string): string => quoted(columnOf(table, member));

/** The columns of a record as code sees it, for a SELECT. */
export const columnNames = (table: SyncTable): string =>
  Array.from(table.allMembers.keys(), (member) => columnName(table, member)).join(', ');

/** The path of a member in JSON functions. */
export const jsonPath = (...members: readonly string[]): string => `'$.${members.map(quoted).join('.')}'`;
