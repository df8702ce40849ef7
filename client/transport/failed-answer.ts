/** What an answer means that does not say that it is done. Loaded with the first of them. */
import type { Json } from '../../src/protocol/column-kind.ts';
import { type Header, isRecord, isRepeated, type Outcome, type Undone } from './outcome.ts';
import type { TokenSource, TransportOptions } from './request.ts';

/** An answer as it arrived: its text whole. */
export type Answer = {
  readonly kind: 'answered';
  readonly status: number;
  readonly header: Header;
  readonly text: string;
};

/** Sends the request again, with another token. */
export type Again = (token: string | undefined) => Promise<Outcome | Answer>;

// Requests that are refused at the same time share one refresh.
const refreshing = new WeakMap<TokenSource, Promise<string | undefined>>();

/** The outcome that the answer means, after one more try if it asks for a signed-in user; `token` is what was sent. */
export async function readFailed(
  answer: Answer,
  { tokens, now }: TransportOptions,
  token: string | undefined,
  again: Again,
): Promise<Outcome> {
  if (answer.status !== 401 || tokens?.refresh === undefined) return whole(answer, now());
  // While the refusal was on its way another request may have had the token refreshed: twice is too often for some.
  const current = await tokens.token();
  const fresh = current === token ? await refreshed(tokens) : current;
  const outcome = fresh === undefined ? answer : await again(fresh);
  return outcome.kind === 'answered' ? whole(outcome, now()) : outcome;
}

function refreshed(tokens: TokenSource): Promise<string | undefined> {
  const running =
    refreshing.get(tokens) ?? Promise.resolve(tokens.refresh?.()).finally(() => refreshing.delete(tokens));
  refreshing.set(tokens, running);
  return running;
}

const whole = ({ status, header, text }: Answer, nowMs: number): Undone => ({
  ...undone(status, header, parseBody(text), nowMs),
  isPage: /^\s*</.test(text),
});

/** What an answer means whose status is no success. */
export function undone(status: number, header: Header, body: Json | undefined, nowMs: number): Undone {
  const members = isRecord(body) ? body : {};
  const { detail, error, title, code, id, reason: given } = members;
  const message = [detail, error, title].find(isText) ?? `The service answered ${status}.`;
  if (status === 401) return { kind: 'authentication', message };
  if (status === 408 || status === 425 || status === 429 || status >= 500) {
    return { kind: 'server', status, message, retryAfterMs: parseRetryAfter(header('Retry-After') ?? '', nowMs) };
  }
  const serverCode = isText(code) ? code : undefined;
  const serverRecord = isText(id) ? members : undefined;
  const reason = isText(given) ? given : undefined;
  return { kind: 'refused', status, message, serverCode, serverRecord, repeated: isRepeated(header), reason, header };
}

function parseBody(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const isText = (value: Json | undefined): value is string => typeof value === 'string';

/** Milliseconds to wait (RFC 9110 §10.2.3), an hour at most; undefined for none that can be understood. */
function parseRetryAfter(text: string, nowMs: number): number | undefined {
  const ms = /^\s*\d+\s*$/.test(text) ? Number(text) * 1000 : Date.parse(text) - nowMs;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), 3_600_000);
}
