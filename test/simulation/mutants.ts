/** Bugs on purpose, each at a boundary of the system: a simulation that finds none of them would prove nothing. */
import type { LocalStore, StoreTransaction } from '../../client/index.ts';
import type { Db, Statement } from '../../src/db/db.ts';
import type { Beside, Fetch, Seams } from '../../src/testing/seams.ts';

export type Mutant = {
  /** The bug, as a name. */
  readonly name: string;
  /** In so many runs it must be found. */
  readonly budget: number;
  readonly seams: Seams;
};

/** A network that changes the addresses of devices' requests. */
const changedAddresses = (change: (url: string) => string): Seams => ({
  fetch:
    (fetch: Fetch): Fetch =>
    (input, init) =>
      fetch(change(String(input)), init),
});

/** A service as others have it: devices send each request by itself, and pull by the time of the last change. */
const onPlainService = (seams: Seams): Seams => ({
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

/** A network in which a header of devices' requests is another, or undefined for none; in the requests of a batch too. */
const changedHeader = (name: string, value: (beside: Beside) => string | undefined): Seams => ({
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
const changedSql = (change: (sql: string) => string, schema: readonly string[] = []): Seams => ({
  schema,
  db: (db: Db): Db => {
    const changed = (statements: readonly Statement[]): Statement[] =>
      statements.map(({ sql, params }) => ({ sql: change(sql), params }));
    return { read: (statements) => db.read(changed(statements)), write: (statements) => db.write(changed(statements)) };
  },
});

/** An app that answers otherwise. */
const changedAnswers = (change: (text: string, request: Request) => string): Seams => ({
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
const splitStore = (isFirst: (collection: string) => boolean, kinds: readonly string[]): Seams => ({
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

/** A store that says of a queued operation something else than what is so, while an app edits. */
const liesAboutSent: Seams = {
  store: (store: LocalStore): LocalStore => ({
    ...store,
    transact: (kind, work) =>
      store.transact(kind, (transaction) =>
        work({
          ...transaction,
          records: (table) => transaction.records(table),
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
        }),
      ),
  }),
};

const promisesTooEarly: Seams = {
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
const confusesUsers: Seams = (() => {
  let last: string | null = null;
  return {
    app: (handle, request) => {
      const headers = new Headers(request.headers);
      const mine = headers.get('X-ZUMO-AUTH');
      if (mine !== null) headers.set('X-ZUMO-AUTH', last ?? mine);
      last = mine ?? last;
      return handle(new Request(request, { headers }));
    },
  };
})();

const clock = '(SELECT now FROM sync_clock)';
const ahead = '(SELECT coalesce(max(seq), 0) + 1 FROM sync_journal)';
const dropped = ['DROP TRIGGER sync_journal_clock'];

export const mutants: readonly Mutant[] = [
  {
    name: 'a local edit and its operation are two transactions',
    budget: 5,
    seams: splitStore((collection) => collection === 'records', ['edit']),
  },
  {
    name: 'the mark of a pull is stored before its records',
    budget: 5,
    seams: splitStore((collection) => collection === 'config', ['pull']),
  },
  { name: 'an operation is forgotten to have had a key', budget: 20, seams: liesAboutSent },
  {
    name: 'no key goes with a request',
    budget: 20,
    seams: changedHeader('Idempotency-Key', () => undefined),
  },
  {
    name: 'each try has a key of its own',
    budget: 20,
    seams: changedHeader('Idempotency-Key', ({ random }) => `"${random.uuid()}:1"`),
  },
  {
    name: 'an update names no version',
    budget: 3,
    seams: changedHeader('If-Match', () => undefined),
  },
  {
    name: 'the bound of a pull is rounded up to the next second',
    budget: 10,
    seams: onPlainService(
      changedAddresses((url) =>
        url.replace(/(updatedAt%20ge%20[-\dT]+%3A\d\d%3A)(\d\d)\.\d{3}Z/, (_all, before, seconds) => {
          return `${before}${String(Math.min(59, Number(seconds) + 1)).padStart(2, '0')}.000Z`;
        }),
      ),
    ),
  },
  {
    name: 'pulls do not ask for what was removed',
    budget: 3,
    seams: onPlainService(changedAddresses((url) => url.replace('__includeDeleted=true', '__includeDeleted=false'))),
  },
  {
    name: 'links page by position',
    budget: 60,
    seams: changedAnswers((text, { url, headers }) => {
      // Of readers: the links of devices are for them to follow.
      if (!/"nextLink":/.test(text) || headers.has('X-ZUMO-AUTH')) return text;
      const page = JSON.parse(text);
      const next = new URL(url);
      next.searchParams.set('$skip', String(Number(next.searchParams.get('$skip') ?? 0) + page.items.length));
      return JSON.stringify({ ...page, nextLink: next.search.slice(1) });
    }),
  },
  { name: 'a skip is not clamped', budget: 150, seams: changedSql((sql) => sql.replace('OFFSET min(', 'OFFSET max(')) },
  {
    name: 'stamps are of the clock of whoever writes',
    budget: 10,
    seams: changedSql(
      (sql) => sql.replace(`max(min(${clock}, CAST(?4 AS INTEGER)), ${ahead})`, 'CAST(?4 AS INTEGER) - 300000'),
      dropped,
    ),
  },
  {
    name: 'the clock of the database may go back',
    budget: 20,
    seams: changedSql((sql) => sql.replace(`, ${ahead})`, ', 0)'), dropped),
  },
  {
    name: 'the version is not compared where it is written',
    budget: 5,
    seams: changedSql((sql) =>
      sql.replace(/WHEN o\.entry->>'ifMatch' IS NOT NULL AND NOT instr[^\n]*/, 'WHEN 0 THEN 412'),
    ),
  },
  {
    name: 'a group is written although one of it was refused',
    budget: 10,
    seams: changedSql((sql) => (sql.startsWith('WITH decided') ? 'SELECT ?1, ?2, ?3' : sql)),
  },
  {
    name: 'users see the records of all',
    budget: 5,
    seams: changedSql((sql) => sql.replace('WHERE owner = ?', 'WHERE owner >= substr(?, 1, 0)')),
  },
  {
    name: 'decide and apply are two transactions',
    budget: 5,
    seams: {
      db: (db, { pause }) => ({
        read: (statements) => db.read(statements),
        write: async (statements) => {
          const first = await db.write(statements.slice(0, 1));
          await pause();
          return [...first, ...(await db.write(statements.slice(1)))];
        },
      }),
    },
  },
  {
    name: 'a commit is lost after its answer',
    budget: 10,
    seams: {
      db: (db, { random }) => ({
        read: (statements) => db.read(statements),
        write: async (statements) => {
          if (!random.chance(0.05)) return db.write(statements);
          return db.write(
            statements.map((each) => ({
              ...each,
              sql: each.sql.replace(/^(INSERT INTO "[\s\S]*WHERE )/, '$1 0 AND '),
            })),
          );
        },
      }),
    },
  },
  { name: 'an edit is promised before it is stored', budget: 5, seams: promisesTooEarly },
  { name: 'a request is answered as if the user of the one before had sent it', budget: 3, seams: confusesUsers },
  {
    name: 'an expired token is answered as if the request were wrong',
    budget: 5,
    seams: {
      app: async (handle, request) => {
        const response = await handle(request);
        if (response.status !== 401) return response;
        return new Response(await response.text(), { status: 400, headers: response.headers });
      },
    },
  },
  {
    name: 'what was done already is answered as refused',
    budget: 20,
    seams: {
      app: async (handle, request) => {
        const response = await handle(request);
        const { headers } = response;
        const text = await response.text();
        if (headers.has('Idempotent-Replayed')) return new Response(text, { status: 409, headers });
        if (!request.url.endsWith('/$batch')) return response;
        const { responses }: { responses?: { status: number; headers?: object }[] } = JSON.parse(text);
        if (responses === undefined) return response;
        const refused = responses.map((each) =>
          /idempotent-replayed/i.test(JSON.stringify(each.headers ?? {})) ? { ...each, status: 409 } : each,
        );
        return new Response(JSON.stringify({ responses: refused }), { status: response.status, headers });
      },
    },
  },
];
