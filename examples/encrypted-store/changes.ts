/** What a transaction changes, and where. */
import type { Collection, StoreTransaction } from '../../client/store/local-store.ts';

/**
 * Values as JSON text by where they are, `[collection, table, key]` as JSON text; undefined for those that are deleted.
 */
export type Changes = Map<string, string | undefined>;

type Where = 'records' | 'operations' | 'errors' | 'config';

/** The transaction, of which all that is written is noted. */
export function noted(transaction: StoreTransaction, changes: Changes): StoreTransaction {
  const { operations, errors, config } = transaction;
  return {
    records: (table) => notedCollection(transaction.records(table), 'records', table, changes),
    operations: notedCollection(operations, 'operations', '', changes),
    errors: notedCollection(errors, 'errors', '', changes),
    config: notedCollection(config, 'config', '', changes),
  };
}

function notedCollection<Key extends string | number, Value>(
  collection: Collection<Key, Value>,
  where: Where,
  table: string,
  changes: Changes,
): Collection<Key, Value> {
  const placeOf = (key: Key): string => JSON.stringify([where, table, key]);
  return {
    get: (keys) => collection.get(keys),
    list: (range) => collection.list(range),
    count: () => collection.count(),
    // Noted at once: the work may end without waiting for what it writes.
    async put(entries) {
      const texts = entries.map(([key, value]) => [placeOf(key), JSON.stringify(value)] as const);
      for (const [place, text] of texts) changes.set(place, text);
      await collection.put(entries);
    },
    async delete(keys) {
      for (const key of keys) changes.set(placeOf(key), undefined);
      await collection.delete(keys);
    },
  };
}

/** Puts a value where it was noted. */
export async function putBack(transaction: StoreTransaction, place: string, text: string): Promise<void> {
  const [where, table, key] = JSON.parse(place);
  const entries = [[key, JSON.parse(text)] as const];
  if (where === 'records') return transaction.records(table).put(entries);
  if (where === 'operations') return transaction.operations.put(entries);
  if (where === 'errors') return transaction.errors.put(entries);
  return transaction.config.put(entries);
}
