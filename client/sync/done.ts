/** The answer to most operations of a push. */
import type { Operation } from '../queue/operation.ts';
import { type Done, isRecord, isRepeated, type Outcome } from '../transport/outcome.ts';

/** The outcome, if it says that the operation is done, and no more than that. */
export const doneBy = ({ kind }: Operation, outcome: Outcome | undefined): Done | undefined =>
  outcome?.kind === 'done' &&
  kind !== 'undelete' &&
  !isRepeated(outcome.header) &&
  (kind === 'remove' || isRecord(outcome.body ?? {}))
    ? outcome
    : undefined;
