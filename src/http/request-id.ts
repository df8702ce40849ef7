/** A name for each request, by which an answer and a line of the log are known to belong together. */
import type { Context } from 'hono';
import type { AppEnv } from './app-env.ts';

export const requestIdHeader = 'X-Request-Id';

const wellFormed = /^[\w.:-]{8,64}$/;
const values = 2 ** 48;

/** Takes the name that a client or a proxy has given the request; any other request gets one at random. */
export function nameRequest<Bindings extends object>(c: Context<AppEnv<Bindings>>): void {
  const given = c.req.header(requestIdHeader);
  c.set('requestId', given !== undefined && wellFormed.test(given) ? given : randomId(c.get('environment').random));
}

/** 12 hex digits. A counter would be cheaper still, and would tell everyone how busy the service is. */
const randomId = (random: () => number): string =>
  Math.floor(random() * values)
    .toString(16)
    .padStart(12, '0');
