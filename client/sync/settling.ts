/** What is written of operations while others are sent. Loaded with the first push. */
import type { Operation } from '../queue/operation.ts';
import type { JsonRecord } from '../queue/record-entry.ts';
import { settle } from '../queue/refuse.ts';
import { release } from '../queue/release.ts';
import { writeDecision } from './outbox.ts';
import { remember } from './remember.ts';
import { type Run, writes } from './run.ts';

/** Counts an operation that is done, and has it written; `record` is what the answer had. */
export function complete(run: Run, operation: Operation, record: JsonRecord | undefined): undefined {
  run.completed += 1;
  const decision = { kind: 'applied', server: record } as const;
  return writes(
    run,
    writeDecision(run.device, operation, (before) => settle(before, operation.number, decision), remember),
  );
}

/** Takes back that an operation was sent. */
export function takeBack(run: Run, operation: Operation): undefined {
  const { log } = run.device;
  const state = log.commit(operation, (set) => set.change(operation, release(set.state(operation), operation.number)));
  return writes(run, state);
}
