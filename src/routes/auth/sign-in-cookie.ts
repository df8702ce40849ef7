/** The cookie of a browser that has gone to a provider to sign in. */
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { pendingSeconds } from '../../auth/pending.ts';
import type { AppEnv } from '../../http/app-env.ts';

const cookieName = 'tidemark-sign-in';

export const keepSignIn = (c: Context<AppEnv>, text: string): void => set(c, text, pendingSeconds);

/** What was kept; '' for nothing. It is good for one answer. */
export function takeSignIn(c: Context<AppEnv>): string {
  const text = getCookie(c, cookieName) ?? '';
  set(c, '', 0);
  return text;
}

/** Lax: the provider sends the browser back from a site of its own. */
function set(c: Context<AppEnv>, text: string, maxAge: number): void {
  const secure = new URL(c.req.url).protocol === 'https:';
  setCookie(c, cookieName, text, { path: '/.auth/login', httpOnly: true, sameSite: 'Lax', secure, maxAge });
}
