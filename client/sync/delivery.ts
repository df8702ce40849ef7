/** Delivery of the queue with a request for each operation, for where the rest of the client cannot be loaded. */
import { answeredRecord, operationRequest } from '../transport/operation-request.ts';
import { stopOf } from '../transport/outcome.ts';
import { doneBy } from './done.ts';
import { takeNext, writeApplied } from './outbox.ts';
import { isPlainTable } from './plain-table.ts';
import type { Run } from './run.ts';
import { noteHead } from './seen.ts';

/**
 * Sends what is asked, each operation when the one before is done.
 * @throws the `otherwise` where more is to be done than that
 */
export async function sendEach(run: Run, otherwise: unknown): Promise<void> {
  const { device, signal, isAsked } = run;
  for (let after: number | undefined = 0; after !== undefined; ) {
    if (signal?.aborted) throw stopOf({ kind: 'signal' });
    const { operation, next } = await takeNext(device, after, (op) => {
      if (!isAsked(op) || op.parked || op.after !== undefined) return false;
      if (isPlainTable(device, op.table)) return true;
      throw otherwise;
    });
    if (operation) {
      const outcome = await device.send(operationRequest(operation), signal);
      const done = doneBy(operation, outcome);
      if (!done) throw outcome.kind === 'done' ? otherwise : stopOf(outcome);
      noteHead(device.seen, done.header);
      const written = writeApplied(device, operation, answeredRecord(done));
      void device.log.flush();
      await written;
      run.completed += 1;
    }
    after = next;
  }
}
