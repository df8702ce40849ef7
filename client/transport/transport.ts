/** Sends one request and says what became of it; whether to try again is for others to decide. */
import { later } from '../sync/later.ts';
import { noteBookmark } from '../sync/seen.ts';
import { SyncError } from '../sync-error.ts';
import type { Again, Answer } from './failed-answer.ts';
import type { Header, Outcome } from './outcome.ts';
import type { Send, TransportOptions, WireRequest } from './request.ts';

export const createSend =
  (options: TransportOptions): Send =>
  async (request, signal) => {
    try {
      const token = await options.tokens?.token();
      const again: Again = (fresh) => exchange(options, request, fresh, signal);
      const outcome = await again(token);
      if (outcome.kind !== 'answered') return outcome;
      return await (await later()).readFailed(outcome, options, token, again);
    } catch (cause) {
      return { kind: cause instanceof SyncError ? 'network' : 'authentication', message: String(cause), cause };
    }
  };

async function exchange(
  options: TransportOptions,
  { method, address, headers, body }: WireRequest,
  token: string | undefined,
  signal: AbortSignal | undefined,
): Promise<Outcome | Answer> {
  const { url, protocol, fetch, timeoutMs, seen } = options;
  const limit = new AbortController();
  const abort = (): void => limit.abort();
  const timer = setTimeout(abort, timeoutMs);
  signal?.addEventListener('abort', abort);
  try {
    if (signal?.aborted) return { kind: 'signal' };
    const response = await fetch(address.startsWith('/') ? url + address : address, {
      method,
      headers: present({
        Accept: 'application/json',
        'ZUMO-API-VERSION': `${protocol}.0`,
        'Content-Type': body && 'application/json',
        'X-ZUMO-AUTH': token,
        'x-d1-bookmark': seen.bookmark,
        ...headers,
      }),
      body: body ? JSON.stringify(body) : null,
      // A redirect may drop the body or take the token elsewhere.
      redirect: 'error',
      signal: limit.signal,
    });
    const { ok, status } = response;
    const text = await response.text();
    const header: Header = (name) => response.headers.get(name);
    noteBookmark(seen, header('x-d1-bookmark'));
    return ok ? { kind: 'done', body: JSON.parse(text || 'null'), header } : { kind: 'answered', status, header, text };
  } catch (cause) {
    if (signal?.aborted) return { kind: 'signal' };
    const isLate = limit.signal.aborted;
    return later().then(
      ({ noAnswer }) => noAnswer(options, cause, isLate),
      () => ({ kind: 'network', message: String(cause), cause }),
    );
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}

/** What JSON keeps of an object is without the members that are undefined. */
const present = (headers: object): Record<string, string> => JSON.parse(JSON.stringify(headers));
