/** Chooses the dialect of a request. */
import { createMiddleware } from 'hono/factory';
import { parseDialect, versionHeader } from '../protocol/dialect.ts';
import type { AppEnv } from './app-env.ts';

/** The query parameter wins over the header; its name is taken in any case. */
export const chooseDialect = createMiddleware<AppEnv>(async function chooseDialect(c, next) {
  const inQuery = c.var.params.find(({ name }) => name.toUpperCase() === versionHeader)?.value;
  c.set('dialect', parseDialect(inQuery ?? c.req.header(versionHeader)));
  await next();
});
