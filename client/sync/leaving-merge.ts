/** What becomes of a record that has left the list of one query while others of the table may still have it. */
import { isRemoved, mergeRow } from '../queue/merge-row.ts';
import { isRecord } from '../transport/outcome.ts';
import type { Asked } from './asked.ts';
import type { Device } from './device.ts';
import { foundCopies } from './found-copies.ts';
import { markName, marksOf } from './pull-mark.ts';
import type { Walk } from './pull-walk.ts';

/**
 * A copy that the query still finds is from before, and goes: another query that has the record will tell of the change
 * too. One that it does not find is newer than that; where there are other queries, it is from one of them, and stays.
 */
export async function leavingMerge(device: Device, asked: Asked): Promise<Walk['merge']> {
  const { table, query, queryId } = asked;
  if (query.filter === undefined || queryId === null) return undefined;
  const own = markName(table, queryId);
  const marks = await device.transact('read', ({ config }) => config.list());
  const hasOthers = marks.some(([name]) => name !== own && name.startsWith(marksOf(table)));
  return (state, row) => {
    const { server } = state;
    const removed = row['@removed'] ?? null;
    const mayStay = hasOthers && server !== undefined && isRecord(removed) && removed.reason !== 'deleted';
    const stays = mayStay && foundCopies(device, asked, [server]).length === 0;
    return stays && isRemoved(row) ? state : mergeRow(state, row);
  };
}
