/** Sends one request and says what became of it; whether to try again is for others to decide. */
import type { Json } from '../../src/protocol/column-kind.ts';
import { type Answer, type Outcome, readOutcome } from './outcome.ts';
import { blockedByPolicy } from './page-policy.ts';

export type Dialect = '2.0' | '3.0';

export type WireRequest = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Behind the service's address, `?` and options included; or a whole address, of a link that the service gave. */
  readonly address: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Json;
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
  readonly tokens?: TokenSource | undefined;
  /** How long a request may take; 60,000. */
  readonly timeoutMs: number;
  readonly now: () => number;
};

export type Transport = {
  readonly protocol: Dialect;
  /** The outcome of the request; it never throws. */
  send(request: WireRequest, signal?: AbortSignal): Promise<Outcome>;
};

const versions = { '2.0': '2.0.0', '3.0': '3.0.0' } as const;

export function createTransport(options: TransportOptions): Transport {
  const { protocol, tokens } = options;
  let refreshing: Promise<string | undefined> | undefined;

  // Requests that are refused at the same time share one refresh.
  const refresh = async (): Promise<string | undefined> => {
    refreshing ??= Promise.resolve(tokens?.refresh?.()).finally(() => {
      refreshing = undefined;
    });
    return refreshing;
  };

  return {
    protocol,
    async send(request, signal) {
      try {
        const token = await tokens?.token();
        const outcome = await exchange(options, request, token, signal);
        if (outcome.kind !== 'unauthorized' || tokens?.refresh === undefined) return outcome;
        // While the refusal was on its way another request may have had the token refreshed: twice is too often for some.
        const current = await tokens.token();
        const fresh = current === token ? await refresh() : current;
        return fresh === undefined ? outcome : await exchange(options, request, fresh, signal);
      } catch (error) {
        return { kind: 'unauthorized', message: `No token could be had: ${String(error)}` };
      }
    },
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
  const policy = blockedByPolicy(target);
  const limit = new AbortController();
  const abort = (): void => limit.abort();
  const timer = setTimeout(abort, timeoutMs);
  signal?.addEventListener('abort', abort);
  try {
    const response = await fetch(target, {
      method,
      headers: {
        Accept: 'application/json',
        'ZUMO-API-VERSION': versions[protocol],
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(token === undefined ? {} : { 'X-ZUMO-AUTH': token }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      // A redirect may drop the body or take the token elsewhere.
      redirect: 'error',
      signal: limit.signal,
    });
    return readOutcome(await readAnswer(response), now());
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

async function readAnswer(response: Response): Promise<Answer> {
  const { status, headers } = response;
  return { status, header: (name) => headers.get(name) ?? undefined, text: await response.text() };
}
