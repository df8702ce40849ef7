/** Garbage collection: what the journal and the tables no longer need, in steps that each are one short transaction. */
import type { Environment } from '../../core/environment.ts';
import { type Duration, toMs } from '../../table/duration.ts';
import type { SyncTable } from '../../table/sync-table.ts';
import type { Db } from '../db.ts';
import { attemptTwice } from '../retry.ts';
import { journalStep, passingStep } from './collect-journal.ts';
import { tombstoneStep } from './collect-tombstones.ts';
import { type Step, stepRows } from './step.ts';

export type CollectOptions = {
  /**
   * How long the journal keeps what it says; 35 days, which is longer than D1 can be restored back. Later a repeated
   * operation is answered with 409 `operation_expired`, and a delta link with 410.
   */
  readonly keepJournal?: Duration;
  /** The most transactions of one collection; 10. Each removes up to 1,000 rows. */
  readonly maxSteps?: number;
};

/** The rows that were removed, and whether there may be more. */
type Collected = { readonly journal: number; readonly tombstones: number; readonly more: boolean };

type Kind = { readonly of: 'journal' | 'tombstones'; readonly step: (nowMs: number) => Step };

const defaultKeep: Duration = { days: 35 };

/**
 * Removes refusals without keys that are older than an hour, rows of the journal that are older than `keepJournal`, and
 * tombstones that their tables do not keep, a step of each in turn. Floors rise in the transactions in which rows
 * vanish, so that nothing that was forgotten is ever taken for something new. It may be stopped at any time, and run by
 * several at once.
 *
 * @throws Error when an option is no length of time, or no number of steps.
 * @throws DatabaseError when the database fails.
 */
export async function collect(
  { db, environment }: { readonly db: Db; readonly environment: Environment },
  tables: readonly SyncTable[],
  options: CollectOptions = {},
): Promise<Collected> {
  const open = new Set(kindsOf(tables, keepMsOf(options)));
  const removed = { journal: 0, tombstones: 0 };
  for (let left = stepsOf(options); left > 0 && open.size > 0; ) {
    for (const kind of [...open].slice(0, left)) {
      const [counted] = await attemptTwice(() => db.write(kind.step(environment.now())));
      const rows = Number(counted?.[0]?.n);
      removed[kind.of] += rows;
      if (rows < stepRows) open.delete(kind);
      left -= 1;
    }
  }
  return { ...removed, more: open.size > 0 };
}

function kindsOf(tables: readonly SyncTable[], keepMs: number): Kind[] {
  const expiring = tables.flatMap((table): Kind[] => {
    const { tombstonesExpireAfterMs: ageMs } = table;
    return ageMs === undefined ? [] : [{ of: 'tombstones', step: (nowMs) => tombstoneStep(table, nowMs, ageMs) }];
  });
  const journal: Kind = { of: 'journal', step: (nowMs) => journalStep(nowMs, keepMs) };
  return [{ of: 'journal', step: passingStep }, journal, ...expiring];
}

function keepMsOf({ keepJournal = defaultKeep }: CollectOptions): number {
  const keepMs = toMs(keepJournal) ?? 0;
  if (Number.isSafeInteger(keepMs) && keepMs > 0) return keepMs;
  throw new Error('keepJournal takes a length of time, like { days: 35 }.');
}

function stepsOf({ maxSteps = 10 }: CollectOptions): number {
  if (Number.isSafeInteger(maxSteps) && maxSteps > 0) return maxSteps;
  throw new Error('maxSteps takes a whole number from 1.');
}
