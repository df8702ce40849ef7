/** Heads of the journal: which history of the database an answer was computed from. */
import { ProblemError } from './problem.ts';

/**
 * The last write that was made before an answer, in any table. A client sends the heads that it has seen with its
 * reads: if the journal lacks one, the database has been restored to a time before it, and the client must resync.
 */
export type SyncHead = { readonly seq: number; readonly version: string };

/** The header of answers, with one head, and of requests, with a list of them. */
export const headHeader = 'x-sync-head';

/** The most heads that a request may send. */
const maxHeads = 8;

/** `seq.version`. */
export const printHead = ({ seq, version }: SyncHead): string => `${seq}.${version}`;

/**
 * The heads that a request's header lists, with commas between them; none without a header.
 *
 * @throws ProblemError `invalid_precondition` for more than 8, or for text that is no list of heads.
 */
export function parseHeads(text: string | undefined): readonly SyncHead[] {
  if (text === undefined) return [];
  const heads = text.split(',').map((part) => parseHead(part.trim()));
  if (heads.length <= maxHeads && heads.every((head) => head !== undefined)) return heads;
  const detail = `${headHeader} takes up to ${maxHeads} values of that header in answers, with commas between them.`;
  throw new ProblemError('invalid_precondition', detail, { field: headHeader });
}

function parseHead(text: string): SyncHead | undefined {
  const [, seq, version = ''] = /^(\d{1,15})\.([0-9a-f]{16})$/.exec(text) ?? [];
  return seq === undefined ? undefined : { seq: Number(seq), version };
}
