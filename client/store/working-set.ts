/** Some records within one transaction: their states read at once, changed in memory, and written at once. */
import type { Refusal } from '../queue/failure.ts';
import type { Operation } from '../queue/operation.ts';
import type { RecordEntry } from '../queue/record-entry.ts';
import { type RecordState, toEntry } from '../queue/record-state.ts';
import type { StoreTransaction } from './local-store.ts';

export type RecordKey = { readonly table: string; readonly id: string };

type Slot = { readonly before: RecordState; after: RecordState };

const counter = 'nextOperation';

export class WorkingSet {
  /** The number of the next operation: higher than any before, also those that are no more. */
  nextNumber = 1;
  /** Why operations are refused, to be kept. */
  readonly failures: Refusal[] = [];
  /** Numbers of operations that no record knows of, to be taken out of the queue. */
  readonly forgotten: number[] = [];
  readonly #transaction: StoreTransaction;
  /** The one that the store has. */
  #storedNumber = 1;
  readonly #tables = new Map<string, Map<string, Slot>>();

  private constructor(transaction: StoreTransaction) {
    this.#transaction = transaction;
  }

  /** The records of these keys, whether or not there are such. */
  static async load(transaction: StoreTransaction, keys: readonly RecordKey[]): Promise<WorkingSet> {
    const set = new WorkingSet(transaction);
    const tables = [...new Set(keys.map((key) => key.table))].map((table) =>
      set.#load(table, [...new Set(keys.flatMap((key) => (key.table === table ? key.id : [])))]),
    );
    // All that is known to be needed is asked for at once: in a browser, each time of waiting is a good part of an edit.
    const [[next]] = await Promise.all([transaction.config.get([counter]), ...tables]);
    if (typeof next === 'number') set.nextNumber = set.#storedNumber = next;
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
    const { operations, errors, config } = this.#transaction;
    const changed: RecordKey[] = [];
    const gone = [...this.forgotten];
    const added: Operation[] = [];
    for (const [table, slots] of this.#tables) {
      const kept: [string, RecordEntry][] = [];
      const dropped: string[] = [];
      for (const [id, { before, after }] of slots) {
        if (before === after) continue;
        changed.push({ table, id });
        const entry = toEntry(after);
        if (entry === undefined) dropped.push(id);
        else kept.push([id, entry]);
        gone.push(...without(before, after).map(({ number }) => number));
        added.push(...without(after, before));
      }
      const records = this.#transaction.records(table);
      await records.put(kept);
      await records.delete(dropped);
    }
    // An operation that is another now has no failure any more, unless it is one of these.
    await operations.delete(gone);
    await errors.delete(gone);
    await operations.put(added.map((operation) => [operation.number, operation]));
    await errors.put(this.failures.map((failure) => [failure.number, failure]));
    if (this.nextNumber > this.#storedNumber) await config.put([[counter, this.nextNumber]]);
    return changed;
  }

  #slot({ table, id }: RecordKey): Slot {
    const slot = this.#tables.get(table)?.get(id);
    if (slot !== undefined) return slot;
    throw new Error('The record was not loaded.');
  }
}

const without = (state: RecordState, other: RecordState): readonly Operation[] =>
  state.operations.filter((operation) => !other.operations.includes(operation));
