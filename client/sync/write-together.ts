/** Writes that many operations are done, in one transaction. Loaded with the first push of several. */
import type { Operation } from '../queue/operation.ts';
import { settle } from '../queue/refuse.ts';
import { loadWorkingSet } from '../store/working-set.ts';
import type { Done } from '../transport/outcome.ts';
import { enter } from './outbox.ts';
import { remember } from './remember.ts';
import type { Run } from './run.ts';
import { completeKept, keptOf } from './write-kept.ts';

/** In their order. One that the store cannot take keeps none of the others from being written. */
export async function completeTogether(run: Run, done: readonly (readonly [Operation, Done])[]): Promise<void> {
  const { transact, changed, seen, tell } = run.device;
  try {
    const written = await transact('edit', async (transaction) => {
      const operations = done.map(([operation]) => operation);
      const set = await loadWorkingSet(transaction, operations);
      for (const [operation, answer] of done) {
        const decision = { kind: 'applied', server: keptOf(run.device, operation, answer) } as const;
        enter(set, seen, operation, (before) => settle(before, operation.number, decision), remember);
      }
      return set.save();
    });
    run.completed += done.length;
    changed(written);
    for (const [{ table, id }] of done) tell({ type: 'operation-sent', record: { table, id }, failed: false });
  } catch {
    for (const [operation, answer] of done) completeKept(run, operation, answer);
  }
}
