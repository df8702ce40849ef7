/**
 * Counts and digests of ranges of ids, as the service says them, and of what is here. Loaded with the first drift
 * check.
 */
import type { Json } from '../../src/protocol/column-kind.ts';
import { compareText } from '../../src/protocol/text-order.ts';
import { isRecord } from '../transport/outcome.ts';
import type { Copy } from './copies.ts';

/** The ids behind `after`, up to `to`; without `to`, all that are left. */
export type Range = { readonly after: string | undefined; readonly to: string | undefined };

/** What the service says of the records of a range. */
export type DigestRange = Range & {
  readonly count: number;
  /** The sum of the first 12 hex digits of their versions, of which the last 12 digits. */
  readonly digest: string;
};

/** The ranges of an answer, in order, which go on behind the id; none for what says none. */
export function parseRanges(body: Json | undefined, behind: string | undefined): readonly DigestRange[] {
  const ranges = isRecord(body) && Array.isArray(body.ranges) ? body.ranges : [];
  let after = behind;
  const parsed = ranges.flatMap((range): readonly DigestRange[] => {
    const { to = null, count = null, digest = null } = isRecord(range) ? range : {};
    if (typeof count !== 'number' || typeof digest !== 'string') return [];
    const found = { after, to: typeof to === 'string' ? to : undefined, count, digest };
    after = found.to;
    return [found];
  });
  return parsed.length === ranges.length ? parsed : [];
}

/** Whether the id is in the range, in the order of code points, which the service has. */
export const isWithin = ({ after, to }: Range, id: string): boolean =>
  (after === undefined || compareText(id, after) > 0) && (to === undefined || compareText(id, to) <= 0);

/** Whether these are as many as the service has in the range, and of the same versions. */
export const isSame = ({ count, digest }: DigestRange, copies: readonly Copy[]): boolean =>
  copies.length === count && digestOf(copies) === digest;

function digestOf(copies: readonly Copy[]): string {
  // Of numbers this small the sum of two is exact.
  const sum = copies.reduce((total, { version = '' }) => (total + partOf(version)) % 2 ** 48, 0);
  return sum.toString(16).padStart(12, '0');
}

const partOf = (version: string): number => Number(`0x${version.slice(0, 12)}`) || 0;
