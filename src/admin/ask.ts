/** Requests of the table browser: those that any client makes, to a service in which the operator is whom they choose. */
import type { Context } from 'hono';
import { type AppOptions, createApp } from '../app.ts';
import type { Json } from '../protocol/column-kind.ts';

/** A JSON object. */
export type Members = { readonly [member: string]: Json };

export type Answer = { readonly status: number; readonly body: Members };

export type Sent = { readonly method?: string; readonly version?: string; readonly body?: string };

/** Asks for an address as a user, '' being nobody. */
export type Ask = (user: string, address: string, sent?: Sent) => Promise<Answer>;

const userHeader = 'x-admin-as';

/** A way to ask for each request to the browser. */
export function asker<Bindings extends object>(
  options: AppOptions<Bindings>,
): (c: Context<{ Bindings: Bindings }>) => Ask {
  const app = createApp({
    ...options,
    authenticate: async (request) => {
      const id = decodeURIComponent(request.headers.get(userHeader) ?? '');
      return id === '' ? undefined : { id };
    },
  });
  return (c) =>
    async (user, address, { method = 'GET', version, body } = {}) => {
      const headers = {
        [userHeader]: encodeURIComponent(user),
        'Content-Type': 'application/json',
        ...(version === undefined ? {} : { 'If-Match': `"${version}"` }),
      };
      const request = new Request(new URL(address, c.req.url), {
        method,
        headers,
        ...(body === undefined ? {} : { body }),
      });
      const answer = await app.fetch(request, c.env);
      const text = await answer.text();
      return { status: answer.status, body: text === '' ? {} : JSON.parse(text) };
    };
}
