/** What code lets be seen of a table: a filter over its records, whatever their client asks for. */
import type { CheckedFilter } from '../odata/checked-filter.ts';
import { evaluatorOf } from '../protocol/evaluate.ts';
import type { Filter } from '../protocol/filter.ts';
import type { SyncTable } from '../table/sync-table.ts';
import type { Operation } from './operation.ts';
import { type Outcome, taken } from './outcome.ts';
import { recordPrinterForCode, type StoredRecord } from './record-body.ts';

export type View = { readonly filter: Filter; readonly checked: CheckedFilter };

/** Whether a record can be seen; without a view all can. */
export function isInView(table: SyncTable, view: View | undefined, record: StoredRecord): boolean {
  return view === undefined || evaluatorOf(view.filter, table.allMembers).passes(recordPrinterForCode(table)(record));
}

/**
 * The outcome without a record that cannot be seen. Whoever has just written one has seen it; but who sends no keys is
 * known again by the content alone, and would learn from the answer to an insert that they have guessed a record.
 */
export function withinView<Record extends StoredRecord>(
  table: SyncTable,
  view: View | undefined,
  outcome: Outcome<Record>,
  { kind, key }: Operation,
): Outcome<Record> {
  const { record, replayed } = outcome;
  if (record === undefined || (outcome.kind === 'written' && !replayed)) return outcome;
  if (isInView(table, view, record)) return outcome;
  const isGuessed = outcome.kind === 'written' && kind === 'insert' && key === undefined;
  return isGuessed ? taken(outcome.head) : { ...outcome, record: undefined };
}
