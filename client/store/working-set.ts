/** Some records within one transaction: their states read at once, changed in memory, and written at once. */
import { groupBy } from '../group-by.ts';
import type { Failure } from '../queue/failure.ts';
import type { Operation } from '../queue/operation.ts';
import { type RecordState, toEntry } from '../queue/record-state.ts';
import type { StoreTransaction } from './local-store.ts';

export type RecordKey = { readonly table: string; readonly id: string };

type Slot = RecordKey & { readonly before: RecordState; after: RecordState; readonly stored: boolean };

const counter = 'nextOperation';

export class WorkingSet {
  readonly #transaction: StoreTransaction;
  readonly #slots: ReadonlyMap<string, Slot>;
  readonly #failures: Failure[] = [];
  readonly #forgotten: number[] = [];
  readonly #first: number;
  #next: number;

  private constructor(transaction: StoreTransaction, slots: ReadonlyMap<string, Slot>, next: number) {
    this.#transaction = transaction;
    this.#slots = slots;
    this.#first = next;
    this.#next = next;
  }

  /** The records of these keys, whether or not there are such. */
  static async load(transaction: StoreTransaction, keys: readonly RecordKey[]): Promise<WorkingSet> {
    const [slots, next] = await Promise.all([loadSlots(transaction, keys), transaction.config.get([counter])]);
    return new WorkingSet(transaction, slots, typeof next[0] === 'number' ? next[0] : 1);
  }

  state(key: RecordKey): RecordState {
    return this.#slot(key).after;
  }

  /** The number of the next operation: higher than any before, also those that are no more. */
  get nextNumber(): number {
    return this.#next;
  }

  change(key: RecordKey, state: RecordState): void {
    this.#slot(key).after = state;
    const newest = state.operations.at(-1)?.number ?? 0;
    this.#next = Math.max(this.#next, newest + 1);
  }

  fail(failure: Failure): void {
    this.#failures.push(failure);
  }

  /** Takes an operation out of the queue that no record knows of. */
  forget(number: number): void {
    this.#forgotten.push(number);
  }

  /** Writes what was changed. @returns the keys of the records that the app may see differently now */
  async save(): Promise<readonly RecordKey[]> {
    const { config, errors, operations } = this.#transaction;
    const changed = [...this.#slots.values()].filter(({ before, after }) => before !== after);
    const puts = changed.flatMap(({ before, after }) =>
      after.operations.filter((op) => !before.operations.includes(op)),
    );
    const drops = [...this.#forgotten, ...changed.flatMap(({ before, after }) => missing(before, after))];
    const healed = changed.flatMap(({ before, after }) => noLongerFailed(before, after));
    await Promise.all([
      ...writeRecords(this.#transaction, changed),
      puts.length > 0 && operations.put(puts.map((op) => [op.number, op] as const)),
      drops.length > 0 && operations.delete(drops),
      healed.length > 0 && errors.delete(healed),
      this.#failures.length > 0 && errors.put(this.#failures.map((failure) => [failure.number, failure] as const)),
      this.#next !== this.#first && config.put([[counter, this.#next]]),
    ]);
    return changed.map(({ table, id }) => ({ table, id }));
  }

  #slot({ table, id }: RecordKey): Slot {
    const slot = this.#slots.get(nameOf(table, id));
    if (slot === undefined) throw new Error(`Record "${id}" of table "${table}" was not loaded.`);
    return slot;
  }
}

const nameOf = (table: string, id: string): string => JSON.stringify([table, id]);

async function loadSlots(transaction: StoreTransaction, keys: readonly RecordKey[]): Promise<Map<string, Slot>> {
  const unique = [...new Map(keys.map((key) => [nameOf(key.table, key.id), key] as const)).values()];
  const byTable = groupBy(unique, ({ table }) => table);
  const loaded = await Promise.all(
    [...byTable].map(async ([table, group]) => {
      const entries = await transaction.records(table).get(group.map(({ id }) => id));
      return group.map((key, i) => ({ key, entry: entries[i] }));
    }),
  );
  const found = loaded.flat();
  const numbers = found.flatMap(({ entry }) => entry?.pending ?? []);
  const pending = numbers.length === 0 ? [] : await transaction.operations.get(numbers);
  const byNumber = new Map(pending.flatMap((op) => (op === undefined ? [] : [[op.number, op] as const])));
  return new Map(
    found.map(({ key, entry }) => {
      const operations = (entry?.pending ?? []).flatMap((number) => byNumber.get(number) ?? []);
      const before: RecordState = { server: entry?.server, operations };
      return [nameOf(key.table, key.id), { ...key, before, after: before, stored: entry !== undefined }];
    }),
  );
}

function writeRecords(transaction: StoreTransaction, changed: readonly Slot[]): Promise<void>[] {
  return [...groupBy(changed, ({ table }) => table)].flatMap(([table, slots]) => {
    const records = transaction.records(table);
    const entries = slots.map(({ id, after, stored }) => ({ id, stored, entry: toEntry(after) }));
    const puts = entries.flatMap(({ id, entry }) => (entry === undefined ? [] : [[id, entry] as const]));
    const drops = entries.flatMap(({ id, entry, stored }) => (entry === undefined && stored ? [id] : []));
    return [...(puts.length > 0 ? [records.put(puts)] : []), ...(drops.length > 0 ? [records.delete(drops)] : [])];
  });
}

function missing(before: RecordState, after: RecordState): readonly number[] {
  const kept = new Set(after.operations.map(({ number }) => number));
  return before.operations.flatMap(({ number }) => (kept.has(number) ? [] : [number]));
}

function noLongerFailed(before: RecordState, after: RecordState): readonly number[] {
  const failed = new Set(after.operations.flatMap((op: Operation) => (op.state === 'failed' ? [op.number] : [])));
  return before.operations.flatMap((op) => (op.state === 'failed' && !failed.has(op.number) ? [op.number] : []));
}
