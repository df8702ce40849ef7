/** Records that hostile requests must leave as they are, and what requests have changed. */
import { deleteOf, insertOf, written } from '../db/operations.ts';
import { type Changes, changesBetween, dumpDatabase, type Stored } from '../dump.ts';
import { diary, kitchen, moment, note, todoitem } from '../tables.ts';

/** Inserts `live` and `dead` as todo items, one record into other tables, and one diary each for ann and bob. */
export async function insertBystanders(): Promise<void> {
  const todo = { text: 'a', complete: false };
  await written(todoitem, [insertOf('live', todo), insertOf('dead', todo)]);
  await written(todoitem, [deleteOf('dead')]);
  await written(kitchen, [insertOf('k', { text: 'a', value: 1.5, complete: true })]);
  await written(note, [insertOf('n', { text: 'a' })]);
  await written(moment, [insertOf('m', { day: '2026-11-21' })]);
  await written(diary, [insertOf('d', { text: 'a' })], 'ann');
  await written(diary, [insertOf('d', { text: 'a' })], 'bob');
}

/** What has changed in the database by the time that `act` is through. */
export async function changesBy(act: () => Promise<void>): Promise<Changes> {
  const before = await dumpDatabase();
  await act();
  return changesBetween(before, await dumpDatabase());
}

export const nothing: Changes = { gone: [], added: [] };

/** The changes that are more than a journal row of a write that was refused. */
export function effects({ gone, added }: Changes): readonly Stored[] {
  const isRefusal = ({ table, row }: Stored): boolean => table === 'sync_journal' && Number(row.status) >= 400;
  return [...gone, ...added.filter((stored) => !isRefusal(stored))];
}

/** The records that writes are about, each once: of a record itself and of its journal. */
export function recordsOf(stored: readonly Stored[]): readonly string[] {
  const names = stored.map(({ table, row }) =>
    table === 'sync_journal' ? `${row.tbl} ${row.pk}` : `${table} ${row.id ?? JSON.stringify(row)}`,
  );
  return [...new Set(names)].sort();
}
