/** Chooses the dialect of a request. */
import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { parseDialect, versionHeader } from '../protocol/dialect.ts';
import { queryOf } from './address.ts';
import type { AppEnv } from './app-env.ts';

/** The query parameter wins over the header; its name is taken in any case. */
export const chooseDialect = createMiddleware<AppEnv>(async function chooseDialect(c, next) {
  c.set('dialect', parseDialect(versionInQuery(c) ?? c.req.header(versionHeader)));
  await next();
});

function versionInQuery(c: Context<AppEnv>): string | undefined {
  return queryOf(c.req.url).find(({ name }) => name.toUpperCase() === versionHeader)?.value;
}
