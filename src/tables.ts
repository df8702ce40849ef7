/** The tables that this service syncs. Each exported table is served: edit, `npm run db:generate`, `npm run dev`. */
import { boolean, string } from './table/column.ts';
import { syncTable } from './table/sync-table.ts';

/** The to-do list of the quickstarts. */
export const todoitem = syncTable('todoitem', {
  text: string(),
  complete: boolean({ default: false }),
});
