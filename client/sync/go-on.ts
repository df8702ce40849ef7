/** Pulls that cannot go on as they began. Loaded with the first of them. */
import { isRecord, type Outcome, stopOf } from '../transport/outcome.ts';
import type { Device } from './device.ts';
import { offersName } from './offer-again.ts';
import { pullAnew } from './pull-anew.ts';
import { allMarks, type PullMark, rewoundName } from './pull-mark.ts';
import type { Pull } from './pulling.ts';
import { seenName } from './seen.ts';
import type { Writing } from './writing.ts';

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
  anew: Writing | undefined,
): Promise<PullMark> {
  if (outcome.kind === 'done') return pull.again(anew);
  // A link that the service takes for none of its own is one of another release of it.
  const isCalledBack = outcome.status === 410 || (outcome.status === 400 && mark.link !== null);
  if (!isCalledBack) throw stopOf(outcome);
  // An answer that was cut does not say why.
  const { reason = 'rewound' }: { readonly reason?: string | undefined } = outcome.kind === 'refused' ? outcome : {};
  const isRewound = outcome.status === 410 && reason === 'rewound';
  await callBack(device, pull, mark, isRewound);
  // What is read anew already begins once more, and not for ever.
  if (anew !== undefined) throw stopOf(outcome);
  return pullAnew(device, pull);
}

/**
 * Marks stay called back until all has been read anew, also over a restart. After a restore that is true of all of
 * them, also of those that are not there yet: answers to pushes may have brought records that are undone.
 */
async function callBack(
  { transact, seen }: Device,
  { name }: Pull,
  { query }: PullMark,
  isRewound: boolean,
): Promise<void> {
  seen.heads = [];
  delete seen.bookmark;
  await transact('edit', async ({ config }) => {
    const marks = isRewound ? (await config.list()).filter(([each]) => each.startsWith(allMarks)) : [];
    const queries = new Map(marks.map(([each, mark]) => [each, isRecord(mark) ? (mark.query ?? '') : '']));
    if (name !== undefined) queries.set(name, query);
    if (isRewound) queries.set(rewoundName, '');
    await config.put([...queries].map(([each, of]) => [each, { query: of, updatedAt: '', link: '' }]));
    await config.put(
      isRewound
        ? [
            [seenName, seen],
            [offersName, true],
          ]
        : [[seenName, seen]],
    );
  });
}
