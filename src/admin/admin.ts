/** `/admin`: a browser of the tables, for operators who know its secret. */
import { type Context, Hono } from 'hono';
import { basicAuth } from 'hono/basic-auth';
import { csrf } from 'hono/csrf';
import { timingSafeEqual } from 'hono/utils/buffer';
import type { AppEnv } from '../http/app-env.ts';
import { ProblemError } from '../protocol/problem.ts';
import type { SyncTable } from '../table/sync-table.ts';
import { type Ask, askOf } from './ask.ts';
import { devicesPage, journalPage } from './journal-pages.ts';
import type { Markup } from './page.ts';
import { insertPage, recordPage, sentPage } from './record-page.ts';
import { recordsPage } from './records-page.ts';
import { tablesPage } from './tables-page.ts';

type AdminOptions<Bindings extends object> = {
  readonly tables: readonly SyncTable[];
  /** What an operator has to know, under any name; without one there is no browser. */
  readonly secret: (env: Bindings) => string | undefined;
  /** The service that the browser asks, in which users are `operatorsChoice`. */
  readonly service: { fetch(request: Request, env: Bindings): Response | Promise<Response> };
};

/** Nothing of a page comes from elsewhere, and no other page may show it. */
const policy =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/**
 * The table browser. It reads and writes as every client does, under the rules of the tables, as whichever user the
 * operator chooses; only the journal it reads by itself.
 */
export function adminRoutes<Bindings extends object>(options: AdminOptions<Bindings>): Hono<AppEnv<Bindings>> {
  type C = Context<AppEnv<Bindings>>;
  const { tables, secret, service } = options;
  const admin = new Hono<AppEnv<Bindings>>();
  const ask = (c: C): Ask => askOf(c.req.url, (request) => service.fetch(request, c.env));
  const show = async (c: C, content: Markup | Promise<Markup>): Promise<Response> =>
    c.html(await content, 200, { 'Content-Security-Policy': policy, 'Cache-Control': 'no-store' });
  const user = (c: C): string => c.req.query('as') ?? '';
  const tableOf = (c: C): SyncTable => findTable(tables, c.req.param('table') ?? '');

  admin.use(async function requireSecret(c, next) {
    const known = secret(c.env);
    if (!known) throw new ProblemError('unknown_route', 'There is nothing here; GET / lists what there is.');
    const verifyUser = (_: string, password: string): Promise<boolean> => timingSafeEqual(password, known);
    return basicAuth({ realm: 'Tidemark', verifyUser })(c, next);
  });
  admin.use(csrf());
  admin.get('/', (c) => show(c, tablesPage(ask(c), user(c), tables)));
  admin.get('/journal', (c) => show(c, journalPage(c.get('openDb')(), user(c), c.req.query('before') ?? '')));
  admin.get('/devices', (c) => show(c, devicesPage(c.get('openDb')(), user(c))));
  admin.get('/tables/:table', (c) => {
    const { filter = '', orderby = '', deleted = '', skiptoken = '' } = c.req.query();
    return show(c, recordsPage(ask(c), user(c), tableOf(c), { filter, orderby, deleted, skiptoken }));
  });
  admin.get('/tables/:table/insert', (c) => show(c, insertPage(user(c), tableOf(c))));
  admin.get('/tables/:table/record', (c) => show(c, recordPage(ask(c), user(c), tableOf(c), c.req.query('id') ?? '')));
  admin.post('/tables/:table/:form{insert|record}', async (c) => {
    const sent = await c.req.formData();
    const field = (name: string): string => String(sent.get(name) ?? '');
    const form = { id: field('id'), action: field('action'), version: field('version'), json: field('json') };
    return show(c, sentPage(ask(c), user(c), tableOf(c), form));
  });
  return admin;
}

function findTable(tables: readonly SyncTable[], name: string): SyncTable {
  const table = tables.find((each) => each.name === name);
  if (table !== undefined) return table;
  throw new ProblemError('unknown_table', `There is no table "${name.slice(0, 100)}".`);
}
