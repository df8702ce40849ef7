/** What the journal says of the history that a client has seen. */
import { ProblemError } from '../protocol/problem.ts';
import type { ResyncReason } from '../protocol/resync-reason.ts';
import type { SyncHead } from '../protocol/sync-head.ts';

/** What was read in the same state of the database as the records of an answer. */
export type History = {
  /** The last write that was made. */
  readonly head: SyncHead;
  /** Up to which stamp tombstones of the table, or rows of the journal, may have been removed. */
  readonly floor: number;
  /** Up to which stamp rows of the journal may have been removed. */
  readonly journalFloor: number;
  /** The random text that an operator replaces after the database was restored; '' by default. */
  readonly epoch: string;
  /** The greatest stamp among the heads that a request sent and that the journal does not have. */
  readonly unknownSeq: number | undefined;
};

/** The head of a database in which nothing was ever written. */
export const noHead: SyncHead = { seq: 0, version: '0'.repeat(16) };

/** Where a client of a delta link stands: what its token says, and the fingerprint of what it may see now. */
export type Standing = {
  /**
   * The stamp of the last write that it has seen, of those that changed something, or 0: the journal's rows of those
   * stay until the floor, while those of others vanish without a trace.
   */
  readonly seq: number;
  readonly epoch: string;
  readonly scope: string;
  readonly scopeNow: string;
};

/**
 * Refuses to go on from a history that is not that of the database, or no longer whole.
 *
 * @throws ProblemError `resync_required`.
 */
export function checkHistory(history: History, standing?: Standing): void {
  const reason = reasonOf(history, standing);
  if (reason !== undefined) throw resync(reason);
}

function reasonOf(
  { floor, journalFloor, epoch, unknownSeq }: History,
  standing: Standing | undefined,
): ResyncReason | undefined {
  if (standing !== undefined && standing.epoch !== epoch) return 'rewound';
  // Nothing is at stamp 0: a floor of 0 is none.
  if (standing !== undefined && floor > 0 && standing.seq <= floor) return 'expired';
  if (unknownSeq !== undefined) return unknownSeq <= journalFloor ? 'expired' : 'rewound';
  return standing === undefined || standing.scope === standing.scopeNow ? undefined : 'scope';
}

const why: Readonly<Record<ResyncReason, string>> = {
  expired: 'What has changed since is no longer known.',
  scope: 'The records that can be seen are others than before.',
  schema: 'A column that the query names is gone or has another type.',
  rewound: 'The database was restored to an earlier state than the one that was seen.',
};

/** The problem with what to do about it. */
export function resync(reason: ResyncReason): ProblemError {
  const detail = `${why[reason]} Read the list anew, without a token or x-sync-head; drop records that it lacks, and keep what waits to be sent.`;
  return new ProblemError('resync_required', detail, { reason });
}
