/** Questions to providers: short, small, and never sent on to another address. */
import { ProblemError } from '../protocol/problem.ts';

const patienceMs = 5000;
const maxBytes = 512 * 1024;
const retryAfterSeconds = 30;

export type Fetch = typeof globalThis.fetch;

export type Question = {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: URLSearchParams | undefined;
};
export type Ask = (url: string, question: Question) => Promise<Response>;

/** Asks a provider. Rejects with ProblemError `provider_unavailable` without an answer, or for one of 5xx. */
export function askingWith(fetch: Fetch): Ask {
  return async (url, { method = 'GET', headers = {}, body: sent = null }) => {
    try {
      const signal = AbortSignal.timeout(patienceMs);
      const init = { method, headers, body: sent, redirect: 'manual', signal } as const;
      const { status, headers: answered, body } = await fetch(url, init);
      if (status >= 500) throw new Error(`${new URL(url).host} answers ${status}.`);
      const text = body === null ? null : await readSome(body);
      return new Response(text, { status, headers: answered });
    } catch (cause) {
      throw unavailable(new URL(url).host, cause);
    }
  };
}

export const unavailable = (whom: string, cause: unknown): ProblemError =>
  new ProblemError('provider_unavailable', `${whom} cannot be asked at the moment.`, { cause, retryAfterSeconds });

async function readSome(body: ReadableStream<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw new Error(`An answer has more than ${maxBytes} bytes.`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
