/** What is kept of the service's history where tabs that do not take turns have seen it, too. */
import type { Json } from '../../src/protocol/column-kind.ts';
import { noteBookmark, readSeen, type Seen } from './seen.ts';

export { noteHead, seenName } from './seen.ts';

/** What was kept; nothing where nothing was. */
export function parseSeen(kept: Json | undefined): Seen {
  const seen: Seen = { heads: [] };
  readSeen(seen, kept);
  return seen;
}

/** Takes over how fresh the answers were that others had, so that none is older from now on. @returns what was kept */
export function noteOthers(seen: Seen, kept: Json | undefined): Seen {
  const others = parseSeen(kept);
  noteBookmark(seen, others.bookmark ?? null);
  return others;
}

/**
 * What is to be kept: what this tab has seen, and what another one has kept of later writes, which it may have seen
 * since: a database that is restored to a time before them would be taken for the same else.
 */
export function toKeep(seen: Seen, kept: Json | undefined): Seen {
  const others = noteOthers(seen, kept);
  const latest = Math.max(0, ...seen.heads.map(seqOf));
  return { ...seen, heads: [...seen.heads, ...others.heads.filter((head) => seqOf(head) > latest)] };
}

/** The stamp of the last write of a head. */
const seqOf = (head: string): number => Number(head.split('.')[0]);
