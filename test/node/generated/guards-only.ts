/** After another edit, which changes nothing but the guards. */
import { string } from '../../../src/table/column.ts';
import { syncTable } from '../../../src/table/sync-table.ts';

export { quote, todo } from './after.ts';

export const note = syncTable('note', { text: string() }, { softDelete: true });
