/** Chooses the dialect of a request. */
import type { Context } from 'hono';
import { type Dialect, parseDialect, versionHeader } from '../protocol/dialect.ts';
import type { QueryParam } from '../protocol/query-string.ts';
import type { AppEnv } from './app-env.ts';

/** Puts the dialect where every later step finds it. */
export function chooseDialect<Bindings extends object>(c: Context<AppEnv<Bindings>>): void {
  c.set('dialect', dialectOf(c.get('params'), c.req.header(versionHeader)) ?? '3.0');
}

/** The dialect that a request names. The query parameter wins over the header; its name is taken in any case. */
export function dialectOf(params: readonly QueryParam[], header: string | undefined): Dialect | undefined {
  const version = params.find(({ name }) => name.toUpperCase() === versionHeader)?.value ?? header;
  return version === undefined ? undefined : parseDialect(version);
}
