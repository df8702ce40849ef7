/** What the journal forgets: refusals that nobody can ask for again, and in time everything but its head. */
import { isPassing, journalFloor } from '../floor.ts';
import { raiseFloor, type Step, stampBefore, stepOf, stepRows } from './step.ts';

const beforeHead = 'seq < (SELECT max(seq) FROM sync_journal)';

/** An in-Worker retry asks again within seconds. */
const keepPassingMs = 3_600_000;

/** Removes refusals of writes without keys that are older than an hour. No floor rises: nothing refers to them. */
export function passingStep(nowMs: number): Step {
  const passing = `SELECT seq FROM sync_journal INDEXED BY sync_journal_passing
WHERE ${isPassing()} AND seq < ${stampBefore(keepPassingMs)} AND ${beforeHead} ORDER BY seq LIMIT ${stepRows}`;
  return stepOf(passing, nowMs, [`DELETE FROM sync_journal WHERE seq IN (${passing})`]);
}

/**
 * Removes the oldest rows of the journal that are older than `keepMs`. The floor of the journal rises to the last of
 * them, and that of each client to the greatest of its numbers among them.
 */
export function journalStep(nowMs: number, keepMs: number): Step {
  const old = `SELECT seq FROM sync_journal
WHERE seq < ${stampBefore(keepMs)} AND ${beforeHead} ORDER BY seq LIMIT ${stepRows}`;
  const behind = `seq <= ${journalFloor}`;
  return stepOf(old, nowMs, [
    raiseFloor("''", 'seq', old),
    `INSERT INTO sync_client (principal, client, floor) SELECT principal, client, max(n) FROM sync_journal
WHERE ${behind} AND hash IS NOT NULL GROUP BY principal, client
ON CONFLICT (principal, client) DO UPDATE SET floor = max(floor, excluded.floor)`,
    `DELETE FROM sync_journal WHERE ${behind}`,
  ]);
}
