/** Some records within one transaction: their states read at once, changed in memory, and written at once. */
import type { Json } from '../../src/protocol/column-kind.ts';
import type { Refusal } from '../queue/failure.ts';
import type { Operation } from '../queue/operation.ts';
import type { RecordEntry } from '../queue/record-entry.ts';
import { type RecordState, toEntry } from '../queue/record-state.ts';
import type { StoreTransaction } from './local-store.ts';

export type RecordKey = { readonly table: string; readonly id: string };

type Slot = { readonly before: RecordState; after: RecordState };

const counter = 'nextOperation';
const takenAtOnce = 100;

export class WorkingSet {
  /** The number of the next operation: higher than any before, also those that are no more. */
  nextNumber = 1;
  /** Why operations are refused, to be kept. */
  readonly failures: Refusal[] = [];
  /** Numbers of operations that no record knows of, to be taken out of the queue. */
  readonly forgotten: number[] = [];
  /** What else is kept with the records, by name. */
  readonly notes = new Map<string, Json>();
  readonly #transaction: StoreTransaction;
  /** What the store says is the next number, for as long as nobody else takes any: those before it are taken already. */
  #end = 1;
  readonly #tables = new Map<string, Map<string, Slot>>();

  private constructor(transaction: StoreTransaction) {
    this.#transaction = transaction;
  }

  /** The records of these keys, whether or not there are such. Numbers that the set `before`, committed, has left are used. */
  static async load(
    transaction: StoreTransaction,
    keys: readonly RecordKey[],
    before?: WorkingSet,
  ): Promise<WorkingSet> {
    const set = new WorkingSet(transaction);
    const tables = [...new Set(keys.map((key) => key.table))].map((table) =>
      set.#load(table, [...new Set(keys.flatMap((key) => (key.table === table ? key.id : [])))]),
    );
    // All that is known to be needed is asked for at once: in a browser, each time of waiting is a good part of an edit.
    const [[stored]] = await Promise.all([transaction.config.get([counter]), ...tables]);
    if (typeof stored === 'number') set.#end = stored;
    set.nextNumber = before !== undefined && before.#end === set.#end ? before.nextNumber : set.#end;
    return set;
  }

  async #load(table: string, ids: readonly string[]): Promise<void> {
    const entries = await this.#transaction.records(table).get(ids);
    const operations = [...(await this.#transaction.operations.get(entries.flatMap((entry) => entry?.pending ?? [])))];
    const slots = ids.map((id, i): [string, Slot] => {
      const { server, pending = [] } = entries[i] ?? {};
      const state = { server, operations: operations.splice(0, pending.length).filter((op) => op !== undefined) };
      return [id, { before: state, after: state }];
    });
    this.#tables.set(table, new Map(slots));
  }

  state(key: RecordKey): RecordState {
    return this.#slot(key).after;
  }

  change(key: RecordKey, state: RecordState): void {
    this.#slot(key).after = state;
    for (const { number } of state.operations) this.nextNumber = Math.max(this.nextNumber, number + 1);
  }

  /** Writes what was changed. @returns the keys of the records that the app may see differently now */
  async save(): Promise<readonly RecordKey[]> {
    const changed: RecordKey[] = [];
    const before: Operation[] = [];
    const after: Operation[] = [];
    for (const [table, slots] of this.#tables) {
      const kept: [string, RecordEntry][] = [];
      const dropped: string[] = [];
      for (const [id, slot] of slots) {
        if (slot.before === slot.after) continue;
        changed.push({ table, id });
        before.push(...slot.before.operations);
        after.push(...slot.after.operations);
        const entry = toEntry(slot.after);
        if (entry === undefined) dropped.push(id);
        else kept.push([id, entry]);
      }
      const records = this.#transaction.records(table);
      await records.put(kept);
      await records.delete(dropped);
    }
    await this.#saveQueue(before, after);
    return changed;
  }

  async #saveQueue(before: readonly Operation[], after: readonly Operation[]): Promise<void> {
    const { operations, errors, config } = this.#transaction;
    const { forgotten, failures, nextNumber } = this;
    const left = new Set(after.map(numberOf));
    const old = new Set(before);
    const added = after.filter((operation) => !old.delete(operation));
    await operations.delete([...forgotten, ...[...old].map(numberOf).filter((number) => !left.has(number))]);
    await operations.put(added.map((operation) => [operation.number, operation]));
    // An operation that is another now has no failure any more, unless it is one of these.
    await errors.delete([...forgotten, ...[...old].filter(({ state }) => state === 'failed').map(numberOf)]);
    await errors.put(failures.map((failure) => [failure.number, failure]));
    if (nextNumber > this.#end) {
      this.#end = nextNumber + takenAtOnce;
      this.notes.set(counter, this.#end);
    }
    if (this.notes.size > 0) await config.put([...this.notes]);
  }

  #slot({ table, id }: RecordKey): Slot {
    const slot = this.#tables.get(table)?.get(id);
    if (slot !== undefined) return slot;
    throw new Error('The record was not loaded.');
  }
}

const numberOf = ({ number }: Operation): number => number;
