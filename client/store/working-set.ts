/** Some records within one transaction: their states read at once, changed in memory, and written at once. */
import type { Json } from '../../src/protocol/column-kind.ts';
import type { Refusal } from '../queue/failure.ts';
import type { Operation } from '../queue/operation.ts';
import { type RecordState, toEntry } from '../queue/record-state.ts';
import type { StoreTransaction } from './local-store.ts';

export type RecordKey = { readonly table: string; readonly id: string };

export type WorkingSet = {
  /** The number of the next operation: higher than any before, also those that are no more. */
  readonly nextNumber: number;
  /**
   * What the store says is the next number, for as long as nobody else takes any: those before it are taken already.
   */
  readonly endNumber: number;
  /** Why operations are refused, to be kept. */
  readonly failures: Refusal[];
  /** Numbers of operations that no record knows of, to be taken out of the queue. */
  readonly forgotten: number[];
  /** What was seen of the service, as it is kept. */
  readonly seen: Json | undefined;
  /** What else is to be kept with the records, by name. */
  readonly notes: Map<string, Json>;
  state(key: RecordKey): RecordState;
  change(key: RecordKey, state: RecordState): void;
  /** Writes what was changed. @returns the keys of the records that the app may see differently now */
  save(): Promise<readonly RecordKey[]>;
};

type Slot = { readonly before: RecordState; after: RecordState };
type Slots = ReadonlyMap<string, Slot>;

const counter = 'nextOperation';
/** The name of what was seen of the service. */
export const seenName = 'seen';
const takenAtOnce = 100;

/**
 * The records of these keys, whether or not there are such. Numbers that the set `before`, committed, has left are
 * used.
 */
export async function loadWorkingSet(
  transaction: StoreTransaction,
  keys: readonly RecordKey[],
  before?: WorkingSet,
): Promise<WorkingSet> {
  const names = [...new Set(keys.map((key) => key.table))];
  // All that is known to be needed is asked for at once: in a browser, each time of waiting is a good part of an edit.
  const [[stored, seen], ...slots] = await Promise.all([
    transaction.config.get([counter, seenName]),
    ...names.map((table) =>
      loadSlots(transaction, table, [...new Set(keys.flatMap((key) => (key.table === table ? key.id : [])))]),
    ),
  ]);
  const tables = new Map(names.map((table, i) => [table, slots[i] ?? new Map()]));
  const slotOf = ({ table, id }: RecordKey): Slot => {
    const slot = tables.get(table)?.get(id);
    if (slot !== undefined) return slot;
    throw new Error('The record was not loaded.');
  };
  let endNumber = typeof stored === 'number' ? stored : 1;
  let nextNumber = before?.endNumber === endNumber ? before.nextNumber : endNumber;
  const set = {
    seen,
    failures: [],
    forgotten: [],
    notes: new Map<string, Json>(),
    get nextNumber() {
      return nextNumber;
    },
    get endNumber() {
      return endNumber;
    },
    state: (key: RecordKey) => slotOf(key).after,
    change(key: RecordKey, state: RecordState) {
      slotOf(key).after = state;
      for (const { number } of state.operations) nextNumber = Math.max(nextNumber, number + 1);
    },
    async save() {
      if (nextNumber > endNumber) {
        endNumber = nextNumber + takenAtOnce;
        set.notes.set(counter, endNumber);
      }
      const before: Operation[] = [];
      const after: Operation[] = [];
      const keys = await saveRecords(transaction, tables, before, after);
      await saveQueue(transaction, before, after, set);
      return keys;
    },
  };
  return set;
}

async function loadSlots(transaction: StoreTransaction, table: string, ids: readonly string[]): Promise<Slots> {
  const entries = await transaction.records(table).get(ids);
  const pending = [...(await transaction.operations.get(entries.flatMap((entry) => entry?.pending ?? [])))];
  return new Map(
    ids.map((id, i) => {
      const { server, pending: numbers = [] } = entries[i] ?? {};
      const state = { server, operations: pending.splice(0, numbers.length).filter((op) => op !== undefined) };
      return [id, { before: state, after: state }];
    }),
  );
}

/** Writes the records that were changed, and adds what was and is pending for them. @returns their keys */
async function saveRecords(
  transaction: StoreTransaction,
  tables: ReadonlyMap<string, Slots>,
  before: Operation[],
  after: Operation[],
): Promise<readonly RecordKey[]> {
  const keys: RecordKey[] = [];
  for (const [table, slots] of tables) {
    const changed = [...slots].filter(([, slot]) => slot.before !== slot.after);
    keys.push(...changed.map(([id]) => ({ table, id })));
    before.push(...changed.flatMap(([, slot]) => slot.before.operations));
    after.push(...changed.flatMap(([, slot]) => slot.after.operations));
    const entries = changed.map(([id, slot]) => [id, toEntry(slot.after)] as const);
    const records = transaction.records(table);
    await records.put(entries.flatMap(([id, entry]) => (entry ? [[id, entry] as const] : [])));
    await records.delete(entries.flatMap(([id, entry]) => (entry ? [] : id)));
  }
  return keys;
}

async function saveQueue(
  { operations, errors, config }: StoreTransaction,
  before: readonly Operation[],
  after: readonly Operation[],
  { failures, forgotten, notes }: Pick<WorkingSet, 'failures' | 'forgotten' | 'notes'>,
): Promise<void> {
  const left = new Set(after.map(numberOf));
  const old = new Set(before);
  const added = after.filter((operation) => !old.delete(operation));
  await operations.delete([...forgotten, ...[...old].map(numberOf).filter((number) => !left.has(number))]);
  await operations.put(added.map((operation) => [operation.number, operation]));
  // An operation that is another now has no failure any more, unless it is one of these.
  await errors.delete([...forgotten, ...[...old].filter(({ state }) => state === 'failed').map(numberOf)]);
  await errors.put(failures.map((failure) => [failure.number, failure]));
  if (notes.size > 0) await config.put([...notes]);
}

const numberOf = ({ number }: Operation): number => number;
