/** Sends one request and says what became of it; whether to try again is for others to decide. */
import type { Json } from '../../src/protocol/column-kind.ts';
import type { Dialect } from '../../src/protocol/dialect.ts';
import { type Outcome, readOutcome } from './outcome.ts';
import { watchPolicy } from './page-policy.ts';

export type WireRequest = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Behind the service's address, `?` and options included; or a whole address, of a link that the service gave. */
  readonly address: string;
  /** Those that are undefined are not sent. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: Json | undefined;
};

/** Where tokens come from. A token is asked for at each request; after a 401 once a fresh one. */
export type TokenSource = {
  readonly token: () => string | undefined | Promise<string | undefined>;
  readonly refresh?: () => string | undefined | Promise<string | undefined>;
};

export type TransportOptions = {
  readonly url: string;
  readonly protocol: Dialect;
  readonly fetch: typeof globalThis.fetch;
  readonly tokens: TokenSource | undefined;
  readonly timeoutMs: number;
  readonly now: () => number;
};

/** The outcome of the request; it never throws. */
export type Send = (request: WireRequest, signal?: AbortSignal) => Promise<Outcome>;

export function createSend(options: TransportOptions): Send {
  const { tokens } = options;
  let refreshing: Promise<string | undefined> | undefined;
  return async (request, signal) => {
    try {
      const token = await tokens?.token();
      const outcome = await exchange(options, request, token, signal);
      if (outcome.kind !== 'unauthorized' || tokens?.refresh === undefined) return outcome;
      // While the refusal was on its way another request may have had the token refreshed: twice is too often for some.
      let fresh = await tokens.token();
      if (fresh === token) {
        // Requests that are refused at the same time share one refresh.
        refreshing ??= Promise.resolve(tokens.refresh()).finally(() => {
          refreshing = undefined;
        });
        fresh = await refreshing;
      }
      return fresh === undefined ? outcome : await exchange(options, request, fresh, signal);
    } catch (error) {
      return { kind: 'unauthorized', message: `No token: ${error}` };
    }
  };
}

async function exchange(
  { url, protocol, fetch, timeoutMs, now }: TransportOptions,
  { method, address, headers, body }: WireRequest,
  token: string | undefined,
  signal: AbortSignal | undefined,
): Promise<Outcome> {
  if (signal?.aborted) return { kind: 'aborted' };
  const target = address.startsWith('/') ? url + address : address;
  const policy = watchPolicy(target);
  const limit = new AbortController();
  const abort = (): void => limit.abort();
  const timer = setTimeout(abort, timeoutMs);
  signal?.addEventListener('abort', abort);
  try {
    const content = body === undefined ? body : JSON.stringify(body);
    const response = await fetch(target, {
      method,
      headers: present({
        Accept: 'application/json',
        'ZUMO-API-VERSION': `${protocol}.0`,
        'Content-Type': content && 'application/json',
        'X-ZUMO-AUTH': token,
        ...headers,
      }),
      body: content ?? null,
      // A redirect may drop the body or take the token elsewhere.
      redirect: 'error',
      signal: limit.signal,
    });
    return readOutcome(response.status, (name) => response.headers.get(name), await response.text(), now());
  } catch (cause) {
    if (signal?.aborted) return { kind: 'aborted' };
    const why = limit.signal.aborted ? `The service did not answer within ${timeoutMs} ms.` : await policy.reason();
    return { kind: 'unreachable', message: why ?? 'Unexpected connection failure.', cause };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
    policy.end();
  }
}

/** What JSON keeps of an object is without the members that are undefined. */
const present = (headers: object): Record<string, string> => JSON.parse(JSON.stringify(headers));
