/** Chooses the dialect of a request. */
import type { Context } from 'hono';
import { parseDialect, versionHeader } from '../protocol/dialect.ts';
import type { AppEnv } from './app-env.ts';

/** The query parameter wins over the header; its name is taken in any case. */
export function chooseDialect<Bindings extends object>(c: Context<AppEnv<Bindings>>): void {
  const inQuery = c.get('params').find(({ name }) => name.toUpperCase() === versionHeader)?.value;
  c.set('dialect', parseDialect(inQuery ?? c.req.header(versionHeader)));
}
