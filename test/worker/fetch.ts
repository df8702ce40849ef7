/** Requests to the app of the tests, without a network. */
import { env } from 'cloudflare:workers';
import { app } from './worker.ts';

/** Where the app seems to be. */
export const base = 'http://test.local';

/** The app's answer to a request to a path, or to a whole address. */
export async function testFetch(path: string, init: RequestInit = {}): Promise<Response> {
  return app.fetch(new Request(new URL(path, base), init), env);
}
