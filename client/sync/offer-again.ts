/** Operations that were done, and that a restored database has lost. Loaded when there are any. */
import type { Json } from '../../src/protocol/column-kind.ts';
import { loadWorkingSet } from '../store/working-set.ts';
import { batchOutcomes, batchRequest } from '../transport/batch-request.ts';
import { tableAddress } from '../transport/operation-request.ts';
import { type Acked, ackedName } from './acked.ts';
import type { Device } from './device.ts';

/** Operations that are older than that are not offered again. */
const longestMs = 7 * 24 * 3_600_000;

type Named = readonly [name: string, acked: Acked];

/**
 * Puts those back into the queue, before all that waits for their records, as they were sent: under their keys, so that
 * what the database has all the same is not done twice. Any table that can be read will do to ask about them.
 */
export async function offerAgain(device: Device, table: string): Promise<void> {
  const { transact, changed } = device;
  const kept = await transact('read', ({ config }) => config.list());
  const lost = await lostOf(device, table, kept.flatMap(parseAcked));
  const operations = lost.map(([, { operation }]) => operation).sort((left, right) => left.number - right.number);
  const written = await transact('edit', async (transaction) => {
    await transaction.config.delete(lost.map(([name]) => name));
    const set = await loadWorkingSet(transaction, operations);
    // The latest first, each before those that are there by now.
    for (const operation of operations.reverse()) {
      const state = set.state(operation);
      const [next, ...rest] = state.operations;
      const follower = next && { ...next, after: operation.number };
      if (next?.number !== operation.number) {
        set.change(operation, { ...state, operations: [operation, ...(follower ? [follower] : []), ...rest] });
      }
    }
    return set.save();
  });
  changed(written);
}

function parseAcked([name, kept]: readonly [string, Json]): readonly Named[] {
  if (!name.startsWith(ackedName) || typeof kept !== 'string') return [];
  const acked: Acked = JSON.parse(kept);
  return [[name, acked]];
}

/** Those whose heads the journal lacks; all that are young enough where that cannot be asked. */
async function lostOf(
  { send, environment }: Device,
  table: string,
  acked: readonly Named[],
): Promise<readonly Named[]> {
  const now = environment.now();
  const young = acked.filter(([, { atMs }]) => now - atMs < longestMs);
  const heads = [...new Set(young.map(([, { head }]) => head))].slice(-1000);
  const address = `${tableAddress(table)}?$top=0`;
  const parts = heads.map((head) => ({ method: 'GET', address, headers: { 'x-sync-head': head } }) as const);
  const outcome = await send(batchRequest(parts));
  const answers = outcome.kind === 'done' ? batchOutcomes(outcome.body, parts.length, now) : [];
  const known = new Set(heads.filter((_, at) => answers[at]?.kind === 'done'));
  return young.filter(([, { head }]) => !known.has(head));
}
