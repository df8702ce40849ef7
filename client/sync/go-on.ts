/** Pulls that cannot go on as they began. Loaded with the first of them. */
import { isRecord, type Outcome, stopOf } from '../transport/outcome.ts';
import type { Device } from './device.ts';
import { offerAgain } from './offer-again.ts';
import { pullAnew } from './pull-anew.ts';
import { allMarks, type PullMark } from './pull-mark.ts';
import type { Walk } from './pull-walk.ts';
import type { Pull } from './pulling.ts';

/**
 * What a pull does about an answer that is no page for it. A link, or a history, that the service has called back is
 * forgotten, and everything is read anew; a service that does not follow changes is asked as plain ones are.
 *
 * @throws SyncError of the answer, when there is nothing to do about it
 */
export async function goOn(
  device: Device,
  pull: Pull,
  mark: PullMark,
  outcome: Outcome,
  anew: Walk['merge'],
): Promise<PullMark> {
  if (outcome.kind === 'done') return pull.again(anew);
  // A link that the service takes for none of its own is one of another release of it.
  const isCalledBack = outcome.status === 410 || (outcome.status === 400 && mark.link !== null);
  if (!isCalledBack || anew !== undefined) throw stopOf(outcome);
  const isRewound = outcome.kind === 'refused' && outcome.reason === 'rewound';
  if (isRewound) await offerAgain(device, pull.asked.table);
  await callBack(device, pull, mark, isRewound);
  return pullAnew(device, pull);
}

/** Marks stay called back until all has been read anew, also over a restart. After a restore that is true of all of them. */
async function callBack({ transact }: Device, { name }: Pull, { query }: PullMark, isRewound: boolean): Promise<void> {
  await transact('edit', async ({ config }) => {
    const marks = isRewound ? (await config.list()).filter(([each]) => each.startsWith(allMarks)) : [];
    const queries = new Map(marks.map(([each, mark]) => [each, isRecord(mark) ? (mark.query ?? '') : '']));
    if (name !== undefined) queries.set(name, query);
    await config.put([...queries].map(([each, of]) => [each, { query: of, updatedAt: '', link: '' }]));
  });
}
