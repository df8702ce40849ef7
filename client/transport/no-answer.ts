/** Requests that got no answer. Loaded with the first of them. */
import { foreign } from './foreign.ts';
import type { Undone } from './outcome.ts';
import type { TransportOptions } from './request.ts';

/** Why there is none, in words; `isLate` when the time was over. */
export function noAnswer({ url, timeoutMs }: TransportOptions, cause: unknown, isLate: boolean): Undone {
  return { kind: 'network', message: isLate ? `No answer within ${timeoutMs} ms.` : reason(cause, url), cause };
}

function reason(cause: unknown, url: string): string {
  if (cause instanceof SyntaxError) return foreign.message;
  // Browsers do not tell a page that its policy has blocked a request; only pages and their workers have a location.
  const hint = globalThis.location ? ` Does the page's Content-Security-Policy have ${url} in connect-src?` : '';
  return `Unexpected connection failure.${hint}`;
}
