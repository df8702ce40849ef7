/** Operations that were done, and that a restored database has lost. Loaded when there are any. */
import type { Json } from '../../src/protocol/column-kind.ts';
import { offeredAgain } from '../queue/offer-again.ts';
import type { Operation } from '../queue/operation.ts';
import { loadWorkingSet } from '../store/working-set.ts';
import { batchOutcomes, batchRequest, isUnanswered } from '../transport/batch-request.ts';
import { tableAddress } from '../transport/operation-request.ts';
import { type Outcome, stopOf } from '../transport/outcome.ts';
import { type Acked, ackedName } from './acked.ts';
import type { Device } from './device.ts';
import type { LostOperation } from './events.ts';
import { noteHead, seenName, toKeep } from './keep-seen.ts';

/** The name of what says, in `__config`, that there may be some, until that was asked. */
export const offersName = 'offersAgain';

type Named = readonly [name: string, acked: Acked];

/**
 * Puts those back into the queue, before all that waits for their records. Any table that can be read will do to ask
 * which they are. That the others are there is true of the database as it was then: what it was is seen of it.
 *
 * @throws SyncError `cancelled-by-…` when it is not told; then all of them are kept
 */
export async function offerAgain(device: Device, table: string): Promise<void> {
  const { transact, changed, seen, tell } = device;
  const kept = await transact('read', ({ config }) => config.list());
  if (!kept.some(([name]) => name === offersName)) return;
  const lost = await lostOf(device, table, kept.flatMap(parseAcked));
  const operations = lost.map(([, acked]) => operationOf(acked)).sort((left, right) => left.number - right.number);
  const { written, left } = await transact('edit', async (transaction) => {
    await transaction.config.delete([offersName, ...lost.map(([name]) => name)]);
    const set = await loadWorkingSet(transaction, operations);
    for (const [first, ...rest] of byRecord(operations)) {
      if (first) set.change(first, offeredAgain(set.state(first), [first, ...rest]));
    }
    set.notes.set(seenName, toKeep(seen, set.seen));
    const offered = new Set(operations.flatMap((each) => set.state(each).operations.map(({ number }) => number)));
    return { written: await set.save(), left: operations.filter(({ number }) => !offered.has(number)) };
  });
  changed(written);
  if (left.length > 0) tell({ type: 'operations-lost', operations: left.map(lostOperation) });
}

const lostOperation = ({ table, id, kind }: Operation): LostOperation => ({ table, id, action: kind });

/** The operations of each record, in order. */
function byRecord(operations: readonly Operation[]): Iterable<readonly Operation[]> {
  const found = new Map<string, Operation[]>();
  for (const operation of operations) {
    const name = JSON.stringify([operation.table, operation.id]);
    found.set(name, [...(found.get(name) ?? []), operation]);
  }
  return found.values();
}

function parseAcked([name, kept]: readonly [string, Json]): readonly Named[] {
  if (!name.startsWith(ackedName)) return [];
  const acked: Acked = JSON.parse(JSON.stringify(kept));
  return [[name, acked]];
}

const operationOf = ({ number, table, id, kind, body, edits, on, key, afterKey }: Acked): Operation => ({
  ...{ number, table, id, kind, body, edits },
  state: 'sent',
  version: on ?? undefined,
  key: key ?? undefined,
  afterKey: afterKey ?? undefined,
  attempts: 1,
});

/** Those whose writes the journal lacks. */
async function lostOf(
  { send, environment, seen }: Device,
  table: string,
  acked: readonly Named[],
): Promise<readonly Named[]> {
  const heads = [...new Set(acked.map(headOf))];
  const address = `${tableAddress(table)}?$top=0`;
  const parts = heads.map((head) => ({ method: 'GET', address, headers: { 'x-sync-head': head } }) as const);
  const outcome = parts.length > 1 ? await send(batchRequest(parts)) : undefined;
  if (outcome !== undefined && outcome.kind !== 'done' && outcome.kind !== 'refused') throw stopOf(outcome);
  const answers = outcome?.kind === 'done' ? batchOutcomes(outcome.body, parts.length, environment.now()) : [];
  const lost = new Set<string>();
  for (const [at, part] of parts.entries()) {
    const answer = answers[at];
    const told = answer === undefined || isUnanswered(answer) ? await send(part) : answer;
    if (isLost(told)) lost.add(part.headers['x-sync-head']);
    if (told.kind === 'done') noteHead(seen, told.header);
  }
  return acked.filter((each) => lost.has(headOf(each)));
}

/** The last write that was made with the operation: its own, where that is known. */
function headOf([, { head, updatedAt, version }]: Named): string {
  const seq = typeof updatedAt === 'string' ? Date.parse(updatedAt) : Number.NaN;
  return Number.isNaN(seq) || typeof version !== 'string' ? head : `${seq}.${version}`;
}

/** @throws SyncError `cancelled-by-…` for what does not say it */
function isLost(outcome: Outcome): boolean {
  if (outcome.kind === 'done') return false;
  const isCut = outcome.status === 410 && outcome.kind === 'refused' && outcome.reason === undefined;
  if (outcome.kind !== 'refused' || isCut) throw stopOf(outcome);
  return outcome.reason === 'rewound';
}
