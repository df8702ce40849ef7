/**
 * A walk over all routes of an app, as the app itself lists them: a new route is walked by without being named here.
 */
import type { Hono } from 'hono';
import { createApp } from '../../src/app.ts';
import type { AppEnv } from '../../src/http/app-env.ts';
import { db } from './database.ts';
import { insertOf, written } from './db/operations.ts';
import * as tables from './tables.ts';
import { authenticate } from './worker.ts';

export type Walked = {
  readonly method: string;
  /** The route as the app lists it, with its table. */
  readonly route: string;
  readonly path: string;
  readonly user: string | undefined;
  readonly version: string;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
};

/** The app of the walk, which has everything that an app can have. */
const walkedApp = createApp({
  tables: Object.values(tables),
  openDb: () => db,
  authenticate,
  swagger: true,
  api: (api) => {
    api.get('/mine', async (c) => c.json(await c.var.tables(tables.todoitem).list('$top=1')));
  },
});

const methods = ['GET', 'HEAD', 'POST', 'PATCH', 'PUT', 'DELETE', 'OPTIONS'];
const askers = ['2.0.0', '3.0.0'].flatMap((version) => [undefined, 'ann'].map((user) => ({ version, user })));
const tableNames = ['todoitem', 'members', 'diary', 'closed', 'nothing'];
const ids = ['r1', 'missing', '$query', '$digest'];

const spread = (paths: readonly string[], parameter: string, values: readonly string[]): string[] =>
  paths.flatMap((path) => (path.includes(parameter) ? values.map((value) => path.replace(parameter, value)) : path));

/** The addresses that the routes of an app have; those of steps that look at every request have none. */
function routesOf({ routes }: Hono<AppEnv>): readonly string[] {
  const paths = new Set(routes.map(({ path }) => path).filter((path) => !path.includes('*')));
  return spread([...paths, '/nothing', '/tables/todoitem/r1/more'], ':table', tableNames);
}

/** What everybody is answered on every route by every method, in both dialects. */
export async function walk(): Promise<readonly Walked[]> {
  await written(tables.todoitem, [insertOf('r1', { text: 'for all', complete: false })]);
  await written(tables.members, [insertOf('r1', { text: 'for all' })]);
  await written(tables.diary, [insertOf('r1', { text: "ann's own" })], 'ann');
  const addresses = routesOf(walkedApp).flatMap((route) =>
    spread([route], ':id', ids).map((path) => ({ route, path })),
  );
  const walked: Walked[] = [];
  for (const who of askers) {
    for (const address of addresses) {
      for (const method of methods) walked.push(await ask({ ...who, ...address, method }));
    }
  }
  return walked;
}

type Asked = Pick<Walked, 'method' | 'route' | 'path' | 'version' | 'user'>;

async function ask(asked: Asked): Promise<Walked> {
  const { method, path, version, user } = asked;
  const headers = new Headers({ 'ZUMO-API-VERSION': version, 'If-None-Match': '*' });
  if (user !== undefined) headers.set('x-test-user', user);
  headers.set('Content-Type', path.endsWith('$query') ? 'text/plain' : 'application/json');
  const body = path.endsWith('$batch') ? '{"requests":[]}' : path.endsWith('$query') ? '$top=1' : '{"text":"x"}';
  const init = { method, headers, ...(['POST', 'PATCH', 'PUT'].includes(method) ? { body } : {}) };
  const answer = await walkedApp.fetch(new Request(`https://test.local${path}`, init), {});
  return { ...asked, status: answer.status, headers: answer.headers, text: await answer.text() };
}
