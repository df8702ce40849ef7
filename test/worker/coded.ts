/** Services of their own for tests: the tests' tables, database and users, with code or options of a test's choice. */
import { env } from 'cloudflare:workers';
import { type AppOptions, createApp } from '../../src/app.ts';
import type { TableCode } from '../../src/code/table-code.ts';
import { openDatabase } from '../../src/env.ts';
import { testDatabase } from './database.ts';
import { base } from './fetch.ts';
import * as tables from './tables.ts';
import { authenticate } from './worker.ts';

export type Sent = {
  readonly user?: string;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
  readonly execution?: ExecutionContext;
};

export type Received = { readonly status: number; readonly headers: Headers; readonly body: Record<string, unknown> };

/** Sends a request to a service; a body that is no JSON object is under `value`. */
export type Send = (method: string, path: string, sent?: Sent) => Promise<Received>;

export function serve(options: Partial<AppOptions<object>>): Send {
  const app = createApp({
    tables: Object.values(tables),
    openDb: () => openDatabase(testDatabase(env)),
    authenticate,
    ...options,
  });
  return async (method, path, { user, body, headers = {}, execution } = {}) => {
    const init: RequestInit = {
      method,
      headers: { 'Content-Type': 'application/json', ...(user && { 'x-test-user': user }), ...headers },
      ...(body && { body: JSON.stringify(body) }),
    };
    const answer = await app.fetch(new Request(new URL(path, base), init), env, execution);
    return { status: answer.status, headers: answer.headers, body: toObject(await answer.text()) };
  };
}

export const serveCode = (...code: readonly TableCode[]): Send => serve({ code });

function toObject(text: string): Record<string, unknown> {
  const json: unknown = text === '' ? {} : JSON.parse(text);
  return typeof json === 'object' && json !== null && !Array.isArray(json) ? { ...json } : { value: json };
}
