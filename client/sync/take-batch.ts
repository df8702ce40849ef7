/** Operations that go in one request. Loaded with the first push. */
import { isBlind } from '../queue/edit.ts';
import type { Operation } from '../queue/operation.ts';
import type { Device } from './device.ts';
import { markSent } from './outbox.ts';

/** What the operations of one request come to at most, in characters: of three bytes each they are less than 4 MB. */
const maxLength = 1_200_000;

type Batch = {
  readonly operations: readonly Operation[];
  /** Behind which number the next batch is; undefined when the queue was looked through. */
  readonly next: number | undefined;
};

/** How many operations are looked at, and whether those that are ready go in one request. */
type Share = { readonly most: number; readonly isTogether: boolean };

/** Of operations that go in requests of their own, so many at one time: as many as 100 times of waiting for answers. */
export const alone = (parallel: number): Share => ({ most: 100 * parallel, isTogether: false });

/**
 * The operations behind a number that are ready, in order, each marked in the store as sent: after a crash each of them
 * may have been.
 */
export function takeBatch(
  { transact, environment, seen }: Device,
  after: number,
  isReady: (operation: Operation) => boolean,
  { most, isTogether }: Share,
): Promise<Batch> {
  return transact('edit', async (transaction) => {
    const page = await transaction.operations.list({ after, limit: most });
    const waiting = page.map(([, operation]) => operation).filter(isReady);
    // Whoever tells heads knows operations by the keys of those that they follow.
    const ready = inOneRequest(waiting, isTogether && seen.heads.length > 0);
    let length = 0;
    const fit = ready.findIndex((operation, at) => {
      length += lengthOf(operation);
      return length > maxLength && at > 0;
    });
    const fitting = fit < 0 ? ready : ready.slice(0, fit);
    return {
      operations: fitting.length > 0 ? await markSent(transaction, fitting, environment.uuid, seen) : fitting,
      next: fit < 0 ? page[most - 1]?.[0] : fitting.at(-1)?.number,
    };
  });
}

/** Of the request, or more: an id is in the address too, where a character may take nine. */
const lengthOf = ({ id, body }: Operation): number => 150 + 4 * id.length + JSON.stringify(body).length;

/** An operation follows another one in the same request at most so often on one record. */
const longestChain = 20;

/**
 * Those that may be sent at once: what follows another operation waits for it, or stands behind it where it `mayChain`.
 */
export function inOneRequest(operations: readonly Operation[], mayChain: boolean): readonly Operation[] {
  const places = new Map<number, number>();
  return operations.filter((operation) => {
    const { number, after, key, afterKey } = operation;
    // One that was sent without the key of the other can only be sent so again.
    const isChained = mayChain && (key === undefined || afterKey !== undefined);
    const before = after === undefined ? 0 : (isChained && places.get(after)) || longestChain;
    // What brings back whatever is there shows it in its answer: nothing may be built on that unseen.
    if (before < longestChain && !isBlind(operation)) places.set(number, before + 1);
    return before < longestChain;
  });
}
