/** What is written of operations while others are sent. Loaded with the first push. */
import type { Operation } from '../queue/operation.ts';
import type { JsonRecord } from '../queue/record-entry.ts';
import { release } from '../queue/release.ts';
import { writeApplied } from './outbox.ts';
import { type Run, writes } from './run.ts';

/** Counts an operation that is done, and has it written; `record` is what the answer had. */
export function complete(run: Run, operation: Operation, record: JsonRecord | undefined): undefined {
  run.completed += 1;
  return writes(run, writeApplied(run.device, operation, record));
}

/** Takes back that an operation was sent. */
export function takeBack(run: Run, operation: Operation): undefined {
  const { log } = run.device;
  const state = log.commit(operation, (set) => set.change(operation, release(set.state(operation), operation.number)));
  return writes(run, state);
}
