/** Answers a request of its own by a route. */
import type { Context } from 'hono';
import type { AppEnv } from './app-env.ts';
import { askedOf } from './asked.ts';
import { carryOut, type Verb } from './plan.ts';
import { respond } from './respond.ts';

export function serve(verb: Verb): (c: Context<AppEnv>) => Promise<Response> {
  return async function serve(c) {
    const asked = askedOf(c);
    return respond(c, await carryOut(asked, await verb(asked)));
  };
}
