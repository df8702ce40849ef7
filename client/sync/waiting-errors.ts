/** Operations that the server refused and that wait for a decision. */
import { view } from '../queue/record-state.ts';
import { WorkingSet } from '../store/working-set.ts';
import type { Device } from './device.ts';
import { PushError } from './push-error.ts';

/** The errors of operations that wait for a decision, also those of earlier pushes, in the order of the queue. */
export async function pushErrors(device: Device): Promise<readonly PushError[]> {
  return [...(await waitingErrors(device, undefined)).values()];
}

/** The same, by number, of these tables or of all. */
export async function waitingErrors(
  device: Device,
  tables: ReadonlySet<string> | undefined,
): Promise<ReadonlyMap<number, PushError>> {
  const store = await device.openStore();
  return store.transact('read', async (transaction) => {
    const failures = await transaction.errors.list();
    const operations = await transaction.operations.get(failures.map(([number]) => number));
    const known = operations.flatMap((operation) => (operation === undefined ? [] : [operation]));
    const asked = known.filter(({ table }) => tables?.has(table) ?? true);
    const set = await WorkingSet.load(transaction, asked);
    const failureOf = new Map(failures);
    return new Map(
      asked.flatMap((operation) => {
        const { number, base, state } = operation;
        const failure = failureOf.get(number);
        if (failure === undefined || state !== 'failed') return [];
        const mine = view(base ?? set.state(operation).server, [operation]);
        return [[number, new PushError(device.log, operation, failure, mine)] as const];
      }),
    );
  });
}
