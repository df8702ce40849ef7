/**
 * What a device has in its store, seen commit by commit: whether each leaves it whole (I13), and nothing goes back
 * (I7).
 */
import type { LocalStore, StoreTransaction } from '../../client/index.ts';
import { visible } from '../../client/queue/record-entry.ts';
import type { Json } from '../protocol/column-kind.ts';
import type { EditLedger } from './edit-ledger.ts';
import type { SettledRecord } from './setting.ts';
import type { Trace } from './trace.ts';

type Records = ReturnType<StoreTransaction['records']>;
type RecordEntry = Parameters<Records['put']>[0][number][1];
type Operation = Parameters<StoreTransaction['operations']['put']>[0][number][1];
type Change = () => void;

type MirrorOptions = {
  readonly device: string;
  readonly trace: Trace;
  readonly ledger: EditLedger;
  /** Whether a version was undone by a restore: what is older may take its place. */
  readonly isUndone: (version: string) => boolean;
  /** The member of the table's records that has the marks. */
  readonly markedMember: (table: string) => string;
};

export class StoreMirror {
  readonly records = new Map<string, Map<string, RecordEntry>>();
  readonly operations = new Map<number, Operation>();
  readonly config = new Map<string, Json>();
  readonly #options: MirrorOptions;
  /** Whether a pull has moved on, in the commit that is looked at. */
  #hasMoved = false;
  /** Records that a transaction has touched. */
  readonly #touched = new Map<string, { readonly table: string; readonly id: string }>();

  constructor(options: MirrorOptions) {
    this.#options = options;
  }

  /** What the app sees of a table. */
  shown(table: string): readonly SettledRecord[] {
    return [...(this.records.get(table) ?? [])].flatMap(([id, entry]) => {
      const record = visible(entry);
      return record === undefined ? [] : [{ ...record, id }];
    });
  }

  /** The store, watched. `onMark` is told of each commit with which a pull has moved on. */
  watch(store: LocalStore, onMark: () => void): LocalStore {
    return {
      durable: store.durable,
      close: () => store.close(),
      transact: async (kind, work) => {
        let changes: Change[] = [];
        const result = await store.transact(kind, (transaction) => {
          changes = [];
          return work(this.#spy(transaction, changes));
        });
        for (const change of changes) change();
        if (changes.length > 0) this.#check();
        if (this.#hasMoved) onMark();
        this.#hasMoved = false;
        return result;
      },
    };
  }

  #spy(transaction: StoreTransaction, changes: Change[]): StoreTransaction {
    const { operations, errors, config } = transaction;
    return {
      records: (table) =>
        watched(transaction.records(table), changes, (id, entry) => this.#setRecord(table, id, entry)),
      operations: watched(operations, changes, (number, operation) => {
        const known = operation ?? this.operations.get(number);
        if (known !== undefined) this.#touch(known.table, known.id);
        set(this.operations, number, operation);
      }),
      errors,
      config: watched(config, changes, (name, value) => {
        set(this.config, name, value);
        this.#hasMoved ||= tableOfMark(name) !== undefined;
      }),
    };
  }

  #setRecord(table: string, id: string, entry: RecordEntry | undefined): void {
    const { trace, device, isUndone } = this.#options;
    const records = this.records.get(table) ?? new Map<string, RecordEntry>();
    this.records.set(table, records);
    const [before, after] = [stampOf(records.get(id)), stampOf(entry)];
    const known = records.get(id)?.server?.version;
    const isLost = typeof known === 'string' && isUndone(known);
    if (before !== undefined && after !== undefined && after < before && !isLost) {
      trace.violate('I7', `${device} has gone back from ${before} to ${after} on ${table} ${id}`);
    }
    set(records, id, entry);
    this.#touch(table, id);
  }

  #touch(table: string, id: string): void {
    this.#touched.set(`${table} ${id}`, { table, id });
  }

  #check(): void {
    const { trace, device, ledger, markedMember } = this.#options;
    for (const { table, id } of this.#touched.values()) {
      const entry = this.records.get(table)?.get(id);
      const queued = [...this.operations.values()].filter((op) => op.table === table && op.id === id);
      const numbers = queued.map(({ number }) => number).sort((a, b) => a - b);
      const pending = entry?.pending ?? [];
      if (String(pending) !== String(numbers)) {
        trace.violate(
          'I13',
          `${device} has operations [${numbers}] of ${table} ${id}, and the record names [${pending}]`,
        );
      }
      const member = markedMember(table);
      const local = entry?.local === undefined ? entry?.server : entry.local;
      const shown = local?.[member];
      ledger.see({ device, table, id }, { server: entry?.server?.[member], local: shown });
      const last = queued.find(({ number }) => number === numbers.at(-1));
      const meant = last?.body[member];
      if (meant !== undefined && meant !== shown) {
        trace.violate('I13', `${device} shows "${String(shown)}" of ${table} ${id}, but "${String(meant)}" is pending`);
      }
    }
    this.#touched.clear();
  }
}

const markPattern = /^deltaToken\|([^|]+)\|/;

/** The table of the pulls of which `__config` keeps a mark under this name; undefined for what is no mark. */
export const tableOfMark = (name: string): string | undefined => markPattern.exec(name)?.[1];

function set<Key, Value>(map: Map<Key, Value>, key: Key, value: Value | undefined): void {
  if (value === undefined) map.delete(key);
  else map.set(key, value);
}

type Collection<Key, Value> = {
  readonly put: (entries: readonly (readonly [Key, Value])[]) => Promise<void>;
  readonly delete: (keys: readonly Key[]) => Promise<void>;
};

function watched<Key, Value, Watched extends Collection<Key, Value>>(
  collection: Watched & Collection<Key, Value>,
  changes: Change[],
  note: (key: Key, value: Value | undefined) => void,
): Watched {
  return {
    ...collection,
    put: async (entries: readonly (readonly [Key, Value])[]) => {
      await collection.put(entries);
      changes.push(() => {
        for (const [key, value] of entries) note(key, value);
      });
    },
    delete: async (keys: readonly Key[]) => {
      await collection.delete(keys);
      changes.push(() => {
        for (const key of keys) note(key, undefined);
      });
    },
  };
}

export const stampOf = (entry: RecordEntry | undefined): string | undefined => {
  const stamp = entry?.server?.updatedAt;
  return typeof stamp === 'string' ? stamp : undefined;
};
