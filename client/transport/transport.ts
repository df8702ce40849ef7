/** Sends one request and says what became of it; whether to try again is for others to decide. */
import type { Dialect } from '../../src/protocol/dialect.ts';
import { later } from '../sync/later.ts';
import { SyncError } from '../sync-error.ts';
import type { Answer } from './failed-answer.ts';
import { foreign, type Header, type Outcome } from './outcome.ts';
import type { Send, TokenSource, WireRequest } from './request.ts';

export type TransportOptions = {
  readonly url: string;
  readonly protocol: Dialect;
  readonly fetch: typeof globalThis.fetch;
  readonly tokens: TokenSource | undefined;
  readonly timeoutMs: number;
  readonly now: () => number;
};

export const createSend =
  (options: TransportOptions): Send =>
  async (request, signal) => {
    const { tokens, now } = options;
    try {
      const token = await tokens?.token();
      const again = (fresh: string | undefined): Promise<Outcome | Answer> => exchange(options, request, fresh, signal);
      const outcome = await again(token);
      if (outcome.kind !== 'answered') return outcome;
      return (await later()).readFailed(outcome, { tokens, token, again, nowMs: now() });
    } catch (cause) {
      const message = String(cause);
      return cause instanceof SyncError
        ? { kind: 'network', message, cause }
        : { kind: 'authentication', message, cause };
    }
  };

async function exchange(
  { url, protocol, fetch, timeoutMs }: TransportOptions,
  { method, address, headers, body }: WireRequest,
  token: string | undefined,
  signal: AbortSignal | undefined,
): Promise<Outcome | Answer> {
  const limit = new AbortController();
  const abort = (): void => limit.abort();
  const timer = setTimeout(abort, timeoutMs);
  signal?.addEventListener('abort', abort);
  try {
    if (signal?.aborted) return { kind: 'signal' };
    const content = body === undefined ? null : JSON.stringify(body);
    const response = await fetch(address.startsWith('/') ? url + address : address, {
      method,
      headers: present({
        Accept: 'application/json',
        'ZUMO-API-VERSION': `${protocol}.0`,
        'Content-Type': content === null ? undefined : 'application/json',
        'X-ZUMO-AUTH': token,
        ...headers,
      }),
      body: content,
      // A redirect may drop the body or take the token elsewhere.
      redirect: 'error',
      signal: limit.signal,
    });
    const text = await response.text();
    const header = (name: string): string | null => response.headers.get(name);
    return response.ok ? done(text, header) : { kind: 'answered', status: response.status, header, text };
  } catch (cause) {
    if (signal?.aborted) return { kind: 'signal' };
    const why = limit.signal.aborted
      ? `No answer within ${timeoutMs} ms.`
      : `Unexpected connection failure.${hint(url)}`;
    return { kind: 'network', message: why, cause };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}

/** Browsers do not tell a page that its policy has blocked a request; only pages and their workers have a location. */
const hint = (url: string): string =>
  globalThis.location ? ` Does the page's Content-Security-Policy have ${url} in connect-src?` : '';

function done(text: string, header: Header): Outcome {
  try {
    return { kind: 'done', body: text === '' ? undefined : JSON.parse(text), header };
  } catch (cause) {
    return { ...foreign, cause };
  }
}

/** What JSON keeps of an object is without the members that are undefined. */
const present = (headers: object): Record<string, string> => JSON.parse(JSON.stringify(headers));
