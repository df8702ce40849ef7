/** The local store that forgets: for tests, and for devices that have no other. */
import type { Collection, LocalStore, StoreKind, StoreTransaction } from './local-store.ts';
import { sharedKind } from './shared-kind.ts';
import { SortedTexts } from './sorted-texts.ts';
import { StoreError } from './store-error.ts';

type Data = {
  readonly records: Map<string, SortedTexts<string>>;
  readonly operations: SortedTexts<number>;
  readonly errors: SortedTexts<number>;
  readonly config: SortedTexts<string>;
};

/** Databases that last as long as what this gives: they outlive `close`, but not the program. */
export function memoryStore(): StoreKind {
  const databases = new Map<string, Data>();
  return sharedKind({
    async open(name) {
      const data = databases.get(name) ?? emptyData();
      databases.set(name, data);
      return openStore(data);
    },
    async delete(name) {
      databases.delete(name);
    },
  });
}

const emptyData = (): Data => ({
  records: new Map(),
  operations: new SortedTexts(),
  errors: new SortedTexts(),
  config: new SortedTexts(),
});

function openStore(data: Data): LocalStore {
  return {
    durable: false,
    async transact(kind, work) {
      const changes = new Changes(kind === 'read' ? 'A transaction that reads writes nothing.' : undefined);
      try {
        return await work(openTransaction(data, changes));
      } catch (error) {
        changes.undo();
        throw error;
      } finally {
        changes.refusal = 'The transaction has ended.';
      }
    },
    async close() {},
  };
}

/** How to undo what a transaction has changed. */
class Changes {
  /** Why nothing may be changed. */
  refusal: string | undefined;
  readonly #undos: (() => void)[] = [];

  constructor(refusal: string | undefined) {
    this.refusal = refusal;
  }

  set<Key extends string | number>(texts: SortedTexts<Key>, key: Key, text: string | undefined): void {
    if (this.refusal !== undefined) throw new StoreError('failed', this.refusal);
    const before = texts.get(key);
    this.#undos.push(() => texts.set(key, before));
    texts.set(key, text);
  }

  undo(): void {
    for (const undo of this.#undos.reverse()) undo();
  }
}

function openTransaction({ records, operations, errors, config }: Data, changes: Changes): StoreTransaction {
  return {
    records(table) {
      const texts = records.get(table) ?? new SortedTexts<string>();
      records.set(table, texts);
      return openCollection(texts, changes);
    },
    operations: openCollection(operations, changes),
    errors: openCollection(errors, changes),
    config: openCollection(config, changes),
  };
}

function openCollection<Key extends string | number, Value>(
  texts: SortedTexts<Key>,
  changes: Changes,
): Collection<Key, Value> {
  const read = (key: Key): Value | undefined => {
    const text = texts.get(key);
    return text === undefined ? undefined : JSON.parse(text);
  };
  return {
    get: async (keys) => keys.map(read),
    list: async ({ after, limit } = {}) =>
      texts.list(after, limit).map(([key, text]) => [key, JSON.parse(text)] as const),
    count: async () => texts.size,
    async put(entries) {
      const written = entries.map(([key, value]) => [key, JSON.stringify(value)] as const);
      for (const [key, text] of written) changes.set(texts, key, text);
    },
    async delete(keys) {
      for (const key of keys) changes.set(texts, key, undefined);
    },
  };
}
