/** Bugs on purpose, each at a boundary of the system: a simulation that finds none of them would prove nothing. */
import type { Seams } from '../../src/testing/seams.ts';
import {
  changedAddresses,
  changedAnswers,
  changedHeader,
  changedSql,
  confusesUsers,
  liesAboutSent,
  onPlainService,
  ownMarks,
  promisesTooEarly,
  splitStore,
  timeless,
  withOneHead,
} from './changed-seams.ts';

export type Mutant = {
  /** The bug, as a name. */
  readonly name: string;
  /** In so many runs it must be found. */
  readonly budget: number;
  /** With which `npm test` begins, by default 1: CI has no time for all runs before the first that notices it. */
  readonly seed?: number;
  /** Whether it is noticed so rarely that `npm test` leaves it to the command, which has the time. */
  readonly isRare?: boolean;
  /** Whether the database must be restored for it to matter. */
  readonly restores?: boolean;
  readonly seams: Seams;
};

const clock = '(SELECT now FROM sync_clock)';
const ahead = '(SELECT coalesce(max(seq), 0) + 1 FROM sync_journal)';
const head = 'FROM sync_journal WHERE seq > 0 AND status IN (200, 201)';
const lastRecords =
  'SELECT version FROM todoitem WHERE deleted = 0 UNION ALL SELECT version FROM note WHERE deleted = 0';
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
  {
    name: 'a tab pulls on from its own mark, whatever the other has made of it',
    budget: 1000,
    isRare: true,
    restores: true,
    seams: ownMarks,
  },
  { name: 'a copy that arrives takes the place of a newer one', budget: 5, seams: timeless },
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
  {
    name: 'a skip is not clamped',
    budget: 150,
    seed: 11,
    seams: changedSql((sql) => sql.replace('OFFSET min(', 'OFFSET max(')),
  },
  {
    name: 'stamps are of the clock of whoever writes',
    budget: 10,
    seams: changedSql(
      (sql) => sql.replace(`max(min(${clock}, CAST(?5 AS INTEGER)), ${ahead})`, 'CAST(?5 AS INTEGER) - 300000'),
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
  {
    name: 'nothing that was seen of the history is known again',
    budget: 60,
    restores: true,
    seams: changedSql((sql) => sql.replace('w WHERE NOT EXISTS', 'w WHERE 0 AND NOT EXISTS')),
  },
  {
    name: 'what was seen of the history is the last record that is there',
    budget: 150,
    seed: 50,
    restores: true,
    seams: changedSql((sql) => sql.replaceAll(head, `${head} AND version IN (${lastRecords})`)),
  },
  {
    name: 'one head alone is known again, the last',
    budget: 60,
    seed: 9,
    restores: true,
    seams: {
      db: (db) => ({
        read: (statements) => db.read(statements.map(withOneHead)),
        write: (statements) => db.write(statements.map(withOneHead)),
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
