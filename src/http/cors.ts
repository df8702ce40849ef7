/** Which pages of other origins may use the service (CORS, the Fetch standard §3.2). */
import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { originPattern } from '../core/origin-pattern.ts';
import type { AppEnv } from './app-env.ts';

export type CorsOptions = {
  /**
   * Origins: `https://app.example.com` exactly, `https://*.example.com` for every host below, `http://localhost:*` for
   * every port, `null` for pages from files, `*` for all. Default: `localhost` and `127.0.0.1`, of any port.
   */
  readonly origins?: readonly string[];
  /** Headers that a page may send besides the usual ones; by default all that it asks for. */
  readonly allowHeaders?: readonly string[];
  /** Headers of answers that a page may see besides the protocol's. */
  readonly exposeHeaders?: readonly string[];
  /** How long a browser remembers, in seconds; 300. */
  readonly maxAgeSeconds?: number;
};

/** Pages on this machine, of any port. */
export const localOrigins = ['http://localhost:*', 'https://localhost:*', 'http://127.0.0.1:*', 'https://127.0.0.1:*'];
const protocolHeaders = [
  'ETag',
  'Link',
  'Location',
  'Last-Modified',
  'Retry-After',
  'Idempotent-Replayed',
  'Preference-Applied',
  'x-sync-head',
  'x-d1-bookmark',
];
const methods = ['GET', 'HEAD', 'POST', 'PATCH', 'PUT', 'DELETE', 'OPTIONS'];

/** Answers preflights, and tells pages of the origins that they may see the answers; other requests pass untouched. */
export function shareWithPages<Bindings extends object>(
  options: CorsOptions = {},
): MiddlewareHandler<AppEnv<Bindings>> {
  const { origins = localOrigins, allowHeaders = [], exposeHeaders = [], maxAgeSeconds = 300 } = options;
  const patterns = origins.map(originPattern);
  const share = cors({
    origin: (origin) => (patterns.some((pattern) => pattern.test(origin)) ? origin : null),
    allowMethods: methods,
    allowHeaders: [...allowHeaders],
    exposeHeaders: [...protocolHeaders, ...exposeHeaders],
    maxAge: maxAgeSeconds,
  });
  return (c, next) => (c.req.header('Origin') === undefined ? next() : share(c, next));
}
