/** Who has seen a table up to some stamp, and asks what came after. */
import { checkHistory, type History } from '../../../src/core/history.ts';
import { withHistory } from '../../../src/db/history.ts';
import { runQuery } from '../../../src/db/query.ts';
import type { SyncTable } from '../../../src/table/sync-table.ts';
import { db } from '../database.ts';

/** Whether they are told that it is no longer known. */
export function isTooLate(history: History, seq: number): boolean {
  try {
    checkHistory(history, { seq, epoch: history.epoch, scope: '', scopeNow: '' });
    return false;
  } catch {
    return true;
  }
}

/** What the database knows of a table's history now. */
export async function historyNow(table: SyncTable): Promise<History> {
  const { history } = await runQuery(db, withHistory({ statements: [], answer: () => null }, table, []));
  return history;
}
