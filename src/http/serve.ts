/** Answers a request of its own by a route. */
import type { Context } from 'hono';
import type { AppEnv } from './app-env.ts';
import { askedOf } from './asked.ts';
import { bookmarkHeaders } from './bookmark.ts';
import { carryOut, type Verb } from './plan.ts';
import { toResponse } from './reply.ts';

export function serve(verb: Verb): (c: Context<AppEnv>) => Promise<Response> {
  return async function serve(c) {
    const asked = askedOf(c);
    const { status, headers, body } = await carryOut(asked, await verb(asked));
    return toResponse({ status, headers: { ...headers, ...bookmarkHeaders(c.get('bookmark')()) }, body });
  };
}
