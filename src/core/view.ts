/** What code lets be seen of a table: a filter over its records, whatever their client asks for. */
import type { CheckedFilter } from '../protocol/checked-filter.ts';
import { passes } from '../protocol/evaluate.ts';
import type { SyncTable } from '../table/sync-table.ts';
import type { Outcome } from './outcome.ts';
import { columnOf, type StoredRecord } from './record-body.ts';

/** Whether a record can be seen; without a view all can. */
export function isInView(table: SyncTable, view: CheckedFilter | undefined, record: StoredRecord): boolean {
  if (view === undefined) return true;
  const members = Array.from(table.members, ([member, kind]) => {
    const value = record[columnOf(table, member)];
    return [member, kind === 'boolean' ? value === 1 : value] as const;
  });
  return passes(view, Object.fromEntries(members));
}

/** The outcome without a record that cannot be seen. Whoever has just written one has seen it. */
export function withinView<Record extends StoredRecord>(
  table: SyncTable,
  view: CheckedFilter | undefined,
  outcome: Outcome<Record>,
): Outcome<Record> {
  const { record, replayed } = outcome;
  if (record === undefined || (outcome.kind === 'written' && !replayed)) return outcome;
  return isInView(table, view, record) ? outcome : { ...outcome, record: undefined };
}
