/** An app whose users sign in, at a time that a test sets. */
import { createApp } from '../../../src/app.ts';
import { type AuthSettings, defaultIssuer } from '../../../src/auth/settings.ts';
import { realEnvironment } from '../../../src/core/environment.ts';
import { db } from '../database.ts';
import * as tables from '../tables.ts';

export const secret = new TextEncoder().encode('a secret of the tests, and of nobody else');
/** The time at the start, in whole seconds; what checks ID tokens first has no other clock than the real one. */
export const now = Math.floor(Date.now() / 1000);
export const nowMs = now * 1000;

export type Clock = { ms: number };

/** Asks an app with these settings, without a network. */
export function openApp(settings: Partial<AuthSettings>, clock: Clock = { ms: nowMs }) {
  const auth: AuthSettings = { secret, issuer: defaultIssuer, trusted: [], providers: [], origins: [], ...settings };
  const app = createApp({
    tables: Object.values(tables),
    openDb: () => db,
    auth: () => auth,
    environment: { ...realEnvironment, now: () => clock.ms },
  });
  const env = {};
  return async (path: string, init: RequestInit = {}): Promise<Response> =>
    app.fetch(new Request(new URL(path, 'https://sync.test'), { redirect: 'manual', ...init }), env);
}

export type Ask = ReturnType<typeof openApp>;
