/** Boundaries of the system at which something goes wrong each time. */
import type { LocalStore, StoreTransaction } from '../../client/index.ts';
import type { TransactionKind } from '../../client/store/local-store.ts';
import type { Db, Statement } from '../../src/db/db.ts';
import type { Json } from '../../src/protocol/column-kind.ts';
import type { Beside, Fetch, Seams } from '../../src/testing/seams.ts';

/** A network that changes the addresses of devices' requests. */
export const changedAddresses = (change: (url: string) => string): Seams => ({
  fetch:
    (fetch: Fetch): Fetch =>
    (input, init) =>
      fetch(change(String(input)), init),
});

/** A service as others have it: devices send each request by itself, and pull by the time of the last change. */
export const onPlainService = (seams: Seams): Seams => ({
  ...seams,
  fetch: (fetch: Fetch, beside: Beside): Fetch => {
    const changed = seams.fetch?.(fetch, beside) ?? fetch;
    return async (input, init) => {
      if (String(input).endsWith('/$batch')) return Response.json({ code: 'unknown_route' }, { status: 404 });
      const headers = new Headers(init?.headers);
      for (const name of ['Prefer', 'x-d1-bookmark', 'x-sync-head']) headers.delete(name);
      return changed(input, { ...init, headers: Object.fromEntries(headers) });
    };
  },
});

/**
 * A network in which a header of devices' requests is another, or undefined for none; in the requests of a batch too.
 */
export const changedHeader = (name: string, value: (beside: Beside) => string | undefined): Seams => ({
  fetch:
    (fetch: Fetch, beside: Beside): Fetch =>
    (input, init) => {
      const change = (sent: HeadersInit | undefined): Record<string, string> => {
        const headers = new Headers(sent);
        const other = headers.has(name) ? value(beside) : undefined;
        headers.delete(name);
        return { ...Object.fromEntries(headers), ...(other === undefined ? {} : { [name]: other }) };
      };
      const changed = { ...init, headers: change(init?.headers) };
      if (typeof init?.body !== 'string' || !String(input).endsWith('/$batch')) return fetch(input, changed);
      const { requests }: { requests: { readonly headers?: HeadersInit }[] } = JSON.parse(init.body);
      const each = requests.map((request) => ({ ...request, headers: change(request.headers) }));
      return fetch(input, { ...changed, body: JSON.stringify({ requests: each }) });
    },
});

/** A database that runs other SQL than it was given. */
export const changedSql = (change: (sql: string) => string, schema: readonly string[] = []): Seams => ({
  schema,
  db: (db: Db): Db => {
    const changed = (statements: readonly Statement[]): Statement[] =>
      statements.map(({ sql, params }) => ({ sql: change(sql), params }));
    return { read: (statements) => db.read(changed(statements)), write: (statements) => db.write(changed(statements)) };
  },
});

/** An app that answers otherwise. */
export const changedAnswers = (change: (text: string, request: Request) => string): Seams => ({
  app: async (handle, request) => {
    const response = await handle(request);
    const text = await response.text();
    return new Response(text === '' ? null : change(text, request), {
      status: response.status,
      headers: response.headers,
    });
  },
});

type Write = (transaction: StoreTransaction) => Promise<void>;

/** A store whose transactions are two: what `isFirst` says is committed, and the rest a while later. */
export const splitStore = (isFirst: (collection: string) => boolean, kinds: readonly string[]): Seams => ({
  store: (store: LocalStore, { pause }: Beside): LocalStore => ({
    ...store,
    async transact(kind, work) {
      if (!kinds.includes(kind)) return store.transact(kind, work);
      const late: Write[] = [];
      const result = await store.transact(kind, (transaction) => work(postponing(transaction, isFirst, late)));
      await pause();
      await store.transact(kind, async (transaction) => {
        for (const write of late) await write(transaction);
      });
      return result;
    },
  }),
});

function postponing(
  transaction: StoreTransaction,
  isFirst: (collection: string) => boolean,
  late: Write[],
): StoreTransaction {
  const { operations, errors, config } = transaction;
  return {
    records: (table) => {
      const records = transaction.records(table);
      if (isFirst('records')) return records;
      return {
        ...records,
        put: async (entries) => void late.push((then) => then.records(table).put(entries)),
        delete: async (keys) => void late.push((then) => then.records(table).delete(keys)),
      };
    },
    operations: isFirst('operations')
      ? operations
      : {
          ...operations,
          put: async (entries) => void late.push((then) => then.operations.put(entries)),
          delete: async (keys) => void late.push((then) => then.operations.delete(keys)),
        },
    errors,
    config: isFirst('config')
      ? config
      : { ...config, put: async (entries) => void late.push((then) => then.config.put(entries)) },
  };
}

type Change = (transaction: StoreTransaction, kind: TransactionKind) => StoreTransaction;

/** A store whose transactions are others; for each store that is opened, those that `open` makes of them. */
const changedTransactions = (open: () => Change): Seams => ({
  store: (store: LocalStore): LocalStore => {
    const change = open();
    return { ...store, transact: (kind, work) => store.transact(kind, (each) => work(change(each, kind))) };
  },
});

/** A store that says of a queued operation something else than what is so, while an app edits. */
export const liesAboutSent = changedTransactions(() => (transaction) => ({
  ...transaction,
  operations: {
    ...transaction.operations,
    list: async (range) => {
      const all = await transaction.operations.list(range);
      return all.map(([number, { key: _, ...operation }]) => [number, operation] as const);
    },
    get: async (numbers) => {
      const all = await transaction.operations.get(numbers);
      return all.map((operation) => {
        if (operation === undefined) return undefined;
        const { key: _, ...rest } = operation;
        return rest;
      });
    },
  },
}));

export const promisesTooEarly: Seams = {
  store: (store: LocalStore, { pause }: Beside): LocalStore => ({
    ...store,
    async transact(kind, work) {
      if (kind !== 'edit') return store.transact(kind, work);
      let result: { readonly value: Awaited<ReturnType<typeof work>> } | undefined;
      const undone = new Error('The transaction is made later.');
      await store
        .transact(kind, async (transaction) => {
          result = { value: await work(transaction) };
          throw undone;
        })
        .catch((error: unknown) => {
          if (error !== undone) throw error;
        });
      void pause().then(() => store.transact(kind, work));
      if (result === undefined) throw undone;
      return result.value;
    },
  }),
};

/** An app that takes each request for one of the user who asked before. */
export const confusesUsers: Seams = (() => {
  let last: string | null = null;
  return {
    app: (handle, request) => {
      const mine = request.headers.get('X-ZUMO-AUTH');
      if (mine !== null) request.headers.set('X-ZUMO-AUTH', last ?? mine);
      last = mine ?? last;
      return handle(request);
    },
  };
})();

/** A look at the history that knows the latest of the heads that it was told, and none of the others. */
export function withOneHead({ sql, params }: Statement): Statement {
  const [told] = params;
  if (!sql.includes('AS unknownSeq') || typeof told !== 'string') return { sql, params };
  const heads: (readonly [seq: number, version: string])[] = JSON.parse(told);
  const last = heads.reduce((most, each) => Math.max(most, each[0]), 0);
  return { sql, params: [JSON.stringify(heads.filter(([seq]) => seq === last))] };
}

/** A store that shows a pull the marks as its tab knows them, whatever other tabs have made of them. */
export const ownMarks = changedTransactions(() => {
  const known = new Map<string, Json | undefined>();
  return (transaction, kind) => {
    const { config } = transaction;
    const get: typeof config.get = async (names) => {
      const found = await config.get(names);
      return names.map((name, at) => {
        if (!/^(deltaToken|reading)\|/.test(name)) return found[at];
        if (kind !== 'pull') known.set(name, found[at]);
        return known.get(name);
      });
    };
    const put: typeof config.put = async (entries) => {
      for (const [name, value] of entries) known.set(name, value);
      await config.put(entries);
    };
    return { ...transaction, config: { ...config, get, put } };
  };
});

/** A store that does not show a pull when the copies here were changed: whatever arrives takes their place. */
export const timeless = changedTransactions(() => (transaction, kind) => {
  if (kind !== 'pull') return transaction;
  const records: StoreTransaction['records'] = (table) => {
    const found = transaction.records(table);
    const get: typeof found.get = async (ids) =>
      (await found.get(ids)).map((entry) =>
        entry?.server ? { ...entry, server: { ...entry.server, updatedAt: '' } } : entry,
      );
    return { ...found, get };
  };
  return { ...transaction, records };
});
