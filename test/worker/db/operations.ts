/** Operations for tests of the write path. */
import { realEnvironment } from '../../../src/core/environment.ts';
import type { Operation } from '../../../src/core/operation.ts';
import { write } from '../../../src/db/write/write.ts';
import type { StoredValues } from '../../../src/table/body-schema.ts';
import type { SyncTable } from '../../../src/table/sync-table.ts';
import { db } from '../database.ts';

type More = Partial<Pick<Operation, 'key' | 'after' | 'group' | 'preconditions'>>;

export const insertOf = (id: string, values: StoredValues, more: More = {}): Operation => ({
  kind: 'insert',
  id,
  expects: 'absent',
  deleted: false,
  values,
  preconditions: {},
  ...more,
});

export const updateOf = (id: string, values: StoredValues, more: More = {}): Operation => ({
  ...insertOf(id, values, more),
  kind: 'update',
  expects: 'live',
});

export const deleteOf = (id: string, more: More = {}): Operation => ({
  ...insertOf(id, {}, more),
  kind: 'delete',
  expects: 'live',
  deleted: true,
});

export const undeleteOf = (id: string, more: More = {}): Operation => ({
  ...insertOf(id, {}, more),
  kind: 'undelete',
  expects: 'any',
});

/** The outcomes of a list, for nobody or for a user. */
export function writeAs(user: string | undefined, table: SyncTable, entries: readonly Operation[]) {
  const principal = user === undefined ? undefined : { id: user };
  return write(
    { db, environment: realEnvironment, principal },
    entries.map((entry) => ({ table, entry })),
  );
}

/** The outcomes of a list, for nobody, as short as can be compared: a status, or the code of a problem. */
export async function written(table: SyncTable, entries: readonly Operation[], user?: string) {
  const outcomes = await writeAs(user, table, entries);
  return outcomes.map((outcome) => (outcome.kind === 'written' ? outcome.status : outcome.problem.code));
}

export const uuid = (): string => crypto.randomUUID();
