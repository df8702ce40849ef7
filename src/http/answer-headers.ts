/** The headers that every answer has, whatever its route. */
import type { Context } from 'hono';
import type { AppEnv } from './app-env.ts';
import { bookmarkHeaders } from './bookmark.ts';
import { requestIdHeader } from './request-id.ts';

type HeaderFields = Readonly<Record<string, string>>;

/**
 * Answers are data: nothing takes them for a page or a script, shows them in a frame, or tells others their address.
 */
const always: HeaderFields = {
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  Vary: 'Authorization, X-ZUMO-AUTH, ZUMO-API-VERSION, Origin',
  'X-Content-Type-Options': 'nosniff',
};

const secured: HeaderFields = { ...always, 'Strict-Transport-Security': 'max-age=31536000' };

/** What an answer has unless its route says otherwise. */
export function commonHeaders<Bindings extends object>(c: Context<AppEnv<Bindings>>): HeaderFields {
  return {
    ...(c.req.url.startsWith('https:') ? secured : always),
    ...c.get('shared'),
    ...bookmarkHeaders(c.get('bookmark')()),
    [requestIdHeader]: c.get('requestId'),
  };
}

/** What an answer has whatever its route says: nobody keeps what is for one user. */
export function personalHeaders<Bindings extends object>(c: Context<AppEnv<Bindings>>): HeaderFields {
  return c.get('principal') === undefined ? {} : { 'Cache-Control': 'private, no-store, no-transform' };
}
