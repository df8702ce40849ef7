/** The view that code gives of a table, for one request. */
import type { View } from '../core/view.ts';
import { checkFilter } from '../odata/check-filter.ts';
import { parseFilter } from '../odata/parse-filter.ts';
import type { Filter } from '../protocol/filter.ts';
import type { SyncTable } from '../table/sync-table.ts';
import type { CodeContext, TableCode } from './table-code.ts';

/**
 * What may be seen; undefined if the code does not say.
 *
 * @throws Error when the code gives what is no filter of its table: a fault of ours, not of the client.
 */
export async function viewOf({ hooks }: TableCode, context: CodeContext<SyncTable>): Promise<View | undefined> {
  const view = await hooks.view?.(context);
  return view === undefined ? undefined : checkView(context.table, view);
}

function checkView({ name, allMembers }: SyncTable, view: Filter | string): View {
  try {
    const filter = typeof view === 'string' ? parseFilter(view).filter : view;
    return { filter, checked: checkFilter(filter, allMembers) };
  } catch (cause) {
    throw new Error(`The view of table "${name}" is no filter of its records.`, { cause });
  }
}
