/** The drift check: whether this device has what a list of the service has. Loaded with the first of them. */
import { SyncError } from '../sync-error.ts';
import { isRecord } from '../transport/outcome.ts';
import { askBeside } from './ask-beside.ts';
import type { Checking } from './checking.ts';
import { canTell, keepCopies } from './copies.ts';
import { type DigestRange, isSame, isWithin, parseRanges } from './digest-range.ts';
import { digestRequest } from './list-request.ts';
import { mendRange } from './mend-range.ts';

export type Verified = {
  /** How many records the service has of those that were compared. */
  readonly records: number;
  /**
   * Whether all were; not where the service has no digests, such as another make, a table that its code reads, or one
   * of which this device does not keep what the filter looks at, and not where others wrote all the while.
   */
  readonly isComplete: boolean;
  /** What was not as the service has it, and is now; without records whose edits wait. */
  readonly differences: Checking['differences'];
};

/**
 * Brings what has changed, compares counts and digests of what is here with those of the service, and reads anew the
 * ranges in which they differ.
 *
 * @throws SyncError as a pull does; `invalid-option` without a query id
 */
export async function verifyTable(
  device: Checking['device'],
  asked: Checking['asked'],
  options: Checking['options'],
): Promise<Verified> {
  const { table, queryId } = asked;
  if (queryId === null) throw new SyncError('invalid-option', 'Say under which query id it is pulled.');
  const differences: Checking['differences'] = [];
  const told = canTell(device, asked) ? verifyList({ device, asked, options, differences }) : notAtAll;
  try {
    return { ...(await told), differences };
  } finally {
    if (differences.length > 0) device.tell({ type: 'drift-mended', table, queryId, differences });
  }
}

const notAtAll = { records: 0, isComplete: false };

async function verifyList(checking: Checking): Promise<Omit<Verified, 'differences'>> {
  const { copies, end } = keepCopies(checking.device, checking.asked);
  let [records, isComplete] = [0, true];
  try {
    for (let [link, after]: Place = ['', undefined]; link !== undefined; ) {
      const told = await askBeside(checking, digestRequest(checking, link || undefined));
      const ranges = parseRanges(told?.body, after);
      if (ranges.length === 0) return { records, isComplete: false };
      for (const range of ranges) {
        const isDone = await verifyRange(checking, range, await copies());
        records += isDone ? range.count : 0;
        isComplete &&= isDone;
      }
      [link, after] = [nextOf(told?.body), ranges.at(-1)?.to];
    }
  } finally {
    end();
  }
  return { records, isComplete };
}

/** Where the answers go on, and behind which id. */
type Place = [link: string | undefined, after: string | undefined];

const nextOf = (body: Parameters<typeof parseRanges>[0]): string | undefined =>
  isRecord(body) && typeof body.nextLink === 'string' ? body.nextLink : undefined;

async function verifyRange(checking: Checking, range: DigestRange, all: Parameters<typeof mendRange>[2]) {
  const here = all.filter(({ id }) => isWithin(range, id));
  return isSame(range, here) || mendRange(checking, range, here);
}
