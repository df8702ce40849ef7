/** The same file after one: a column more, one of another kind, a table more, a table that keeps no tombstones, and
 * one that is born with records. */
import { json, number, string } from '../../../src/table/column.ts';
import { syncTable } from '../../../src/table/sync-table.ts';

export const todo = syncTable('todo', {
  text: string(),
  rank: string(),
  done: number({ default: 0.5 }),
  tags: json({ default: ["it's"] }),
});

export const note = syncTable('note', { text: string() }, { softDelete: false });

export const quote = syncTable(
  'quote',
  { text: string(), rating: number({ default: 0 }) },
  { seed: [{ id: 'first', text: "it's;\n--\n'a' BEGIN", rating: 67964.1931826 }, { text: 'without an id' }] },
);
