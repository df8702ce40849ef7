/** What is remembered of operations that were decided. Loaded with the first push. */
import { type Acked, ackedNameOf } from './acked.ts';
import { toKeep } from './keep-seen.ts';
import type { Remember } from './outbox.ts';
import { seenName } from './seen.ts';

/** What was seen of the history by then, and what the operation was, if it is done, in case the database is restored. */
export const remember: Remember = (set, seen, { operations, server }, waiting) => {
  const head = seen.heads.at(-1);
  if (head === undefined) return;
  // The same for all of a transaction.
  if (!set.notes.has(seenName)) set.notes.set(seenName, toKeep(seen, set.seen));
  if (waiting === undefined || operations.some(({ number }) => number === waiting.number)) return;
  const { number, table, id, kind, body, edits, version: on = null, key = null, afterKey = null } = waiting;
  const { updatedAt = null, version = null } = server ?? {};
  const acked: Acked = { number, table, id, kind, body, edits, on, key, afterKey, head, updatedAt, version };
  set.notes.set(ackedNameOf(number), acked);
};
