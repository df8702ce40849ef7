/** Which pages of other origins may use the service (CORS, the Fetch standard §3.2). */
import type { MiddlewareHandler } from 'hono';
import { originPattern } from '../core/origin-pattern.ts';
import type { AppEnv } from './app-env.ts';
import { requestIdHeader } from './request-id.ts';
import { respond } from './respond.ts';

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
  requestIdHeader,
];
const methods = 'GET,HEAD,POST,PATCH,PUT,DELETE,OPTIONS';

/** What a preflight asks for: names of headers, and not too many of them. */
const headerNames = /^[\w!#$%&'*+.^`|~, -]{1,500}$/;

/**
 * Answers preflights, and has the headers put on other answers by which pages of the origins see them. A page of
 * another origin gets none, and no origin is ever let in with the cookies of its browser.
 */
export function shareWithPages<Bindings extends object>(
  options: CorsOptions = {},
): MiddlewareHandler<AppEnv<Bindings>> {
  const { origins = localOrigins, allowHeaders = [], exposeHeaders = [], maxAgeSeconds = 300 } = options;
  const patterns = origins.map(originPattern);
  const isForAll = origins.includes('*');
  const exposed = { 'Access-Control-Expose-Headers': [...protocolHeaders, ...exposeHeaders].join(',') };
  const preflight = {
    Vary: 'Origin, Access-Control-Request-Headers',
    'Access-Control-Allow-Methods': methods,
    'Access-Control-Max-Age': String(maxAgeSeconds),
  };
  const allowedOf = (asked = ''): Readonly<Record<string, string>> => {
    const allowed = allowHeaders.length > 0 ? allowHeaders.join(',') : asked;
    return headerNames.test(allowed) ? { 'Access-Control-Allow-Headers': allowed } : {};
  };
  return function shareWithPages(c, next) {
    const origin = c.req.header('Origin');
    if (origin === undefined) return next();
    if (isForAll || patterns.some((pattern) => pattern.test(origin))) {
      c.set('shared', { 'Access-Control-Allow-Origin': isForAll ? '*' : origin, ...exposed });
    }
    if (c.req.method !== 'OPTIONS') return next();
    const allowed = { ...preflight, ...allowedOf(c.req.header('Access-Control-Request-Headers')) };
    const headers = c.get('shared') === undefined ? {} : allowed;
    return Promise.resolve(respond(c, { status: 204, headers, body: undefined }));
  };
}
