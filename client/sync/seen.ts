/**
 * What this device has seen of the service's history: by that it notices a restored database, and a replica that is
 * behind.
 */
import type { Json } from '../../src/protocol/column-kind.ts';
import { type Header, isRecord } from '../transport/outcome.ts';

export type Seen = {
  /**
   * The last writes before answers (`x-sync-head`) that no later read has confirmed yet: the oldest 99 of them, of
   * which the first is that of the last read, and the newest.
   */
  heads: readonly string[];
  /** How fresh the newest answer was (`x-d1-bookmark`), as text that D1 orders by time. */
  bookmark?: string;
};

/** The name under which it is kept, in the same transactions as what it came with. */
export { seenName } from '../store/working-set.ts';

/** The most heads that a request may send. */
export const maxHeads = 8;

/** Takes over what was kept: other tabs have written it too. */
export function readSeen(seen: Seen, kept: Json | undefined): void {
  const { heads, bookmark = null } = isRecord(kept) ? kept : {};
  seen.heads = Array.isArray(heads) ? heads.map(String) : [];
  noteBookmark(seen, bookmark);
}

export function noteBookmark(seen: Seen, bookmark: Json): void {
  if (typeof bookmark === 'string' && bookmark > (seen.bookmark ?? '')) seen.bookmark = bookmark;
}

/** Takes the head of an answer; a read has confirmed those that it was asked with. */
export function noteHead(seen: Seen, header: Header, confirmed: readonly string[] = []): void {
  const head = header('x-sync-head');
  const others = seen.heads.filter((each) => each !== head && !confirmed.includes(each));
  if (head) seen.heads = [...others.slice(0, 99), head];
}
