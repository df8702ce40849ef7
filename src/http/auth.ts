/** The steps that find out who asks. */
import type { Context, Handler, MiddlewareHandler, Next } from 'hono';
import type { Auth } from '../auth/auth.ts';
import { identify } from '../auth/identify.ts';
import type { Principal } from '../core/principal.ts';
import type { AppEnv } from './app-env.ts';

type Authenticate<Bindings> = (request: Request, env: Bindings) => Promise<Principal | undefined>;

/** Puts on every request who it is from, before anything looks at the address. */
export function identifyBy<Bindings extends object>(
  authenticate: Authenticate<Bindings> | undefined,
): MiddlewareHandler<AppEnv<Bindings>> {
  return function identifyUser(c, next) {
    const auth = c.get('auth');
    const found = authenticate?.(c.req.raw, c.env) ?? (auth && identify(c.req.raw.headers, auth));
    // Waiting for nothing would cost as much as most steps do.
    return found === undefined ? next() : found.then((principal) => c.set('principal', principal)).then(next);
  };
}

/**
 * A route that is there where somebody can sign in. Nothing of what it answers may be kept, or told to the next site.
 */
export function withAuth(handle: (c: Context<AppEnv>, auth: Auth) => Promise<Response>): Handler<AppEnv> {
  return async function withAuth(c: Context<AppEnv>, next: Next) {
    const auth = c.get('auth');
    if (auth === undefined) return next();
    c.header('Cache-Control', 'no-store');
    c.header('Referrer-Policy', 'no-referrer');
    return handle(c, auth);
  };
}
