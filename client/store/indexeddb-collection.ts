/** The values of one object store, within one transaction. */
import type { Known } from './indexeddb-known.ts';
import type { Collection } from './local-store.ts';

/**
 * Each value is kept as the JSON text `[key, value]`: as fast as a structured clone, without members that are
 * undefined, and a list needs no keys besides. With a table, only keys `[table, key]` are seen. Values that are known
 * are not asked for. Writes are not waited for: reads behind them see them, and one that fails ends the transaction as
 * a whole.
 */
export function openCollection<Key extends string | number, Value>(
  store: IDBObjectStore,
  known: Known,
  table?: string,
): Collection<Key, Value> {
  const toStored = (key: Key): IDBValidKey => (table === undefined ? key : [table, key]);
  const place = `${store.name} ${table?.length} ${table} `;
  const placeOf = (key: Key): string => place + key;
  const isUnknown = (key: Key): boolean => {
    const at = placeOf(key);
    if (known.has(at)) return false;
    if (!known.mayGuess || known.found || table === undefined) return true;
    known.guessed.add(at);
    known.set(at, undefined);
    return false;
  };
  return {
    get: (keys) =>
      quietly(async () => {
        const unknown = keys.filter(isUnknown);
        const texts = await answers(unknown.map((key): IDBRequest<string | undefined> => store.get(toStored(key))));
        unknown.forEach((key, at) => {
          // What was written since is newer.
          if (!known.has(placeOf(key))) known.set(placeOf(key), texts[at]);
          if (table) known.found = texts[at];
        });
        return keys.map((key) => {
          const text = known.get(placeOf(key));
          return text === undefined ? undefined : JSON.parse(text)[1];
        });
      }),
    list: ({ after, limit } = {}) =>
      quietly(async () => {
        // To IndexedDB, 0 is no limit.
        if (limit === 0) return [];
        return JSON.parse(`[${await answers([store.getAll(rangeOf(table, after), limit)])}]`);
      }),
    count: () => quietly(async () => (await answers([store.count(rangeOf(table))]))[0] ?? 0),
    put: (entries) =>
      quietly(async () => {
        for (const entry of entries) {
          const text = JSON.stringify(entry);
          const at = placeOf(entry[0]);
          // Where there is something against the guess, this fails, and the transaction with it.
          store[known.guessed.delete(at) ? 'add' : 'put'](text, toStored(entry[0]));
          known.set(at, text);
        }
      }),
    delete: (keys) =>
      quietly(async () => {
        for (const key of keys) {
          store.delete(toStored(key));
          known.set(placeOf(key), undefined);
        }
      }),
  };
}

/** All keys, or those of the table, or of these those behind the given one. Arrays are behind all texts. */
function rangeOf(table: string | undefined, after?: string | number): IDBKeyRange | undefined {
  if (table === undefined) return after === undefined ? undefined : IDBKeyRange.lowerBound(after, true);
  return IDBKeyRange.bound(after === undefined ? [table] : [table, after], [table, []], true, true);
}

/** What the requests gave. One transaction answers in order, so that with the last answer all are there. */
export function answers<Answer>(requests: readonly IDBRequest<Answer>[]): Promise<readonly Answer[]> {
  return new Promise((resolve, reject) => {
    const last = requests.at(-1);
    if (last === undefined) return resolve([]);
    last.onsuccess = () => resolve(requests.map(({ result }) => result));
    last.onerror = () => reject(last.error);
  });
}

/** Who does not wait for it hears of a failure from the transaction, and only there. */
export function quietly<Result>(work: () => Promise<Result>): Promise<Result> {
  const result = work();
  result.catch(() => undefined);
  return result;
}
