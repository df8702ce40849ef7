/** The answer to most operations of a push. */
import type { Operation } from '../queue/operation.ts';
import type { JsonRecord } from '../queue/record-entry.ts';
import { type Done, isRecord, isRepeated, type Outcome } from '../transport/outcome.ts';
import { writeApplied } from './outbox.ts';
import { type Run, writes } from './run.ts';

/** The outcome, if it says that the operation is done, and no more than that. */
export const doneBy = ({ kind }: Operation, outcome: Outcome | undefined): Done | undefined =>
  outcome?.kind === 'done' &&
  kind !== 'undelete' &&
  !isRepeated(outcome.header) &&
  (kind === 'remove' || isRecord(outcome.body ?? {}))
    ? outcome
    : undefined;

/** Counts it, and has it written; `record` is what the answer had. */
export function complete(run: Run, operation: Operation, record: JsonRecord | undefined): undefined {
  run.completed += 1;
  return writes(run, writeApplied(run.device, operation, record));
}
