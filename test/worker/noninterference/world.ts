/** Two worlds: one app, and a database for each. */
import { env } from 'cloudflare:workers';
import { createApp } from '../../../src/app.ts';
import { tableCode } from '../../../src/code/table-code.ts';
import type { Environment } from '../../../src/core/environment.ts';
import type { Db } from '../../../src/db/db.ts';
import { odata } from '../../../src/odata/filter-text.ts';
import { string } from '../../../src/table/column.ts';
import { syncTable } from '../../../src/table/sync-table.ts';
import { openTestDatabase } from '../database.ts';
import { creationOf } from '../made-table.ts';
import { card, closed, diary } from '../tables.ts';
import { authenticate } from '../worker.ts';
import { type Names, Session } from './session.ts';
import type { Ask, TableName } from './step.ts';

/** The server numbers the records of each user. */
const bill = syncTable('bill', { text: string() }, { owner: 'userId', id: 'integer' });
/** Removed records are gone. */
const purse = syncTable('purse', { text: string() }, { owner: 'userId', softDelete: false });
/** Shared, but for what code lets be seen; who has written a record is hidden. */
const pin = syncTable('pin', { text: string(), by: string({ access: 'hidden' }) }, { viewColumns: ['by'] });

const code = tableCode(pin, {
  view: ({ principal }) => odata`by eq ${principal?.id ?? ''}`,
  insert: ({ principal }, next) => next({ by: principal?.id ?? null }),
});

/** A service without chance for one user at a time: the same requests have the same answers, but for the clock's. */
type Service = {
  /** Begins a trace, whose versions and ids have this prefix of 8 hex digits. */
  begin(prefix: string): void;
  fetch(request: Request): Promise<Response>;
};

function openService(db: Db): Service {
  let prefix = '';
  let made = 0;
  const next = (): string => (++made).toString(16).padStart(8, '0');
  const environment: Environment = {
    now: () => Date.now(),
    random: () => 0.5,
    uuid: () => `${prefix}-4000-8000-0000${next()}`,
    version: () => `${prefix}${next()}`,
  };
  const app = createApp({
    tables: [diary, card, bill, purse, pin, closed],
    code: [code],
    openDb: () => db,
    authenticate,
    environment,
    swagger: true,
    api: (api) => {
      api.get('/mine', async (c) => c.json(await c.var.tables(diary).list('$orderby=id')));
    },
  });
  return {
    begin(begun) {
      prefix = begun;
      made = 0;
    },
    fetch: async (request) => app.fetch(request, {}),
  };
}

export type World = {
  /** A user of the trace with that number; their words are their own. Traces of different lanes may go on at once. */
  open(who: 'ann' | 'bob', trace: number, lane: number): Session;
};

/**
 * Ids of both users are the same where each has records of their own; in the shared table an id that is taken is taken.
 */
const idOf =
  (who: string, trace: number) =>
  (table: TableName, id: number, verb: Ask['verb']): string => {
    if (table === 'bill') return String(id + 1);
    const own = verb === 'insert' ? who : id === 2 ? 'bob' : 'ann';
    return table === 'pin' ? `${own}-${trace}-${id}` : `r${id}`;
  };

export const canary = 'canary';
const words = { ann: ['a', 'b', ''], bob: ['a', `${canary} 1`, `${canary} 2`] };

export async function openWorlds(): Promise<readonly [World, World]> {
  return [await openWorld(0), await openWorld(1)];
}

async function openWorld(number: 0 | 1): Promise<World> {
  const db = openTestDatabase(number);
  if (number === 1) {
    const queries = env.TEST_MIGRATIONS.flatMap((migration) => migration.queries);
    await db.write(queries.map((sql) => ({ sql, params: [] })));
  }
  await db.write([bill, purse, pin].flatMap(creationOf));
  const services = new Map<string, Service>();
  return {
    open(who, trace, lane) {
      const service = services.get(`${who} ${lane}`) ?? openService(db);
      services.set(`${who} ${lane}`, service);
      service.begin(`${who === 'ann' ? 'a0' : `b${number}`}${trace.toString(16).padStart(6, '0')}`);
      const names: Names = { user: `${who} ${trace}`, client: `client-${trace}`, idOf: idOf(who, trace) };
      const fetch = (path: string, init: RequestInit) => service.fetch(new Request(`http://test.local${path}`, init));
      return new Session(fetch, names, words[who]);
    },
  };
}
