/** What is simulated: a table that all share, on small pages, and one in which each user has records of their own. */
import { bigint, boolean, date, integer, json, number, string } from '../../src/table/column.ts';
import { syncTable } from '../../src/table/sync-table.ts';

export const todoitem = syncTable(
  'todoitem',
  { text: string(), complete: boolean({ default: false }), priority: integer() },
  { pageSize: 5 },
);

export const note = syncTable(
  'note',
  { title: string({ required: true }), weight: number(), due: date(), more: json(), big: bigint() },
  { owner: 'userId', pageSize: 8 },
);
