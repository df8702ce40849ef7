/** A tables file before an edit. */
import { number, string } from '../../../src/table/column.ts';
import { syncTable } from '../../../src/table/sync-table.ts';

export const todo = syncTable('todo', { text: string(), rank: number() });
