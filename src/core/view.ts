/** What code lets be seen of a table: a filter over its records, whatever their client asks for. */
import type { CheckedFilter } from '../odata/checked-filter.ts';
import { evaluatorOf } from '../protocol/evaluate.ts';
import type { Filter } from '../protocol/filter.ts';
import type { SyncTable } from '../table/sync-table.ts';
import type { Outcome } from './outcome.ts';
import { recordPrinterForCode, type StoredRecord } from './record-body.ts';

export type View = { readonly filter: Filter; readonly checked: CheckedFilter };

/** Whether a record can be seen; without a view all can. */
export function isInView(table: SyncTable, view: View | undefined, record: StoredRecord): boolean {
  return view === undefined || evaluatorOf(view.filter, table.allMembers).passes(recordPrinterForCode(table)(record));
}

/** The outcome without a record that cannot be seen. Whoever has just written one has seen it. */
export function withinView<Record extends StoredRecord>(
  table: SyncTable,
  view: View | undefined,
  outcome: Outcome<Record>,
): Outcome<Record> {
  const { record, replayed } = outcome;
  if (record === undefined || (outcome.kind === 'written' && !replayed)) return outcome;
  return isInView(table, view, record) ? outcome : { ...outcome, record: undefined };
}
