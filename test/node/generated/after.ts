/** The same file after one: a column more, one of another kind, a table more, and a table that keeps no tombstones. */
import { json, number, string } from '../../../src/table/column.ts';
import { syncTable } from '../../../src/table/sync-table.ts';

export const todo = syncTable('todo', {
  text: string(),
  rank: string(),
  done: number({ default: 0.5 }),
  tags: json({ default: ["it's"] }),
});

export const note = syncTable('note', { text: string() }, { softDelete: false });
