/** What became of one request: the only thing that the rest of the client learns of HTTP. */

import type { Json } from '../../src/protocol/column-kind.ts';
import type { JsonRecord } from '../queue/record-entry.ts';

export type Outcome =
  /** Done. `body` is undefined when the answer had none. */
  | { readonly kind: 'done'; readonly body: Json | undefined; readonly header: (name: string) => string | undefined }
  /** Refused for good: the same request would be refused again. `record` is the server's, where the answer shows it. */
  | {
      readonly kind: 'refused';
      readonly status: number;
      readonly code?: string;
      readonly message: string;
      readonly record?: JsonRecord;
    }
  /** 401, also after the token was refreshed. Nothing was done. */
  | { readonly kind: 'unauthorized'; readonly message: string }
  /** Not now: 408, 425, 429 and 5xx. `reached` tells whether it may have been done all the same. */
  | {
      readonly kind: 'later';
      readonly status: number;
      readonly message: string;
      readonly afterMs: number | undefined;
      readonly reached: boolean;
    }
  /** No answer that could be read; it may have been done all the same. */
  | { readonly kind: 'unreachable'; readonly message: string; readonly cause?: unknown }
  /** The signal was aborted; it may have been done all the same. */
  | { readonly kind: 'aborted' };

/** Whether the service failed on this request; of gateways that find no service, and of those who ask to wait, none did. */
export const isFault = (outcome: Outcome): boolean =>
  outcome.kind === 'later' && (outcome.status === 500 || outcome.status === 501) && outcome.afterMs === undefined;

/** An answer as it arrived: its text whole. */
export type Answer = {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  readonly text: string;
};

const maxRetryAfterMs = 3_600_000;

/** The outcome that an answer means. `nowMs` is the time now, to which dates in `Retry-After` are compared. */
export function readOutcome(answer: Answer, nowMs: number): Outcome {
  const { status, header, text } = answer;
  const body = parseJson(text);
  if (body instanceof SyntaxError) {
    // Sign-in pages of networks answer anything with a page, mostly as 200.
    if (status < 300)
      return { kind: 'unreachable', message: 'The answer is not from the service: it is no JSON.', cause: body };
    return refusal(status, undefined, header, nowMs);
  }
  return status < 300 ? { kind: 'done', body, header } : refusal(status, body, header, nowMs);
}

function parseJson(text: string): Json | undefined | SyntaxError {
  if (text === '') return undefined;
  try {
    const body: Json = JSON.parse(text);
    return body;
  } catch (error) {
    return error instanceof SyntaxError ? error : new SyntaxError(String(error));
  }
}

function refusal(status: number, body: Json | undefined, header: Answer['header'], nowMs: number): Outcome {
  const members = isRecord(body) ? body : {};
  const message =
    textOf(members.detail) ?? textOf(members.error) ?? textOf(members.title) ?? `The service answered ${status}.`;
  if (status === 401) return { kind: 'unauthorized', message };
  if (status === 408 || status === 425 || status === 429 || status >= 500) {
    const afterMs = parseRetryAfter(header('Retry-After'), nowMs);
    return { kind: 'later', status, message, afterMs, reached: status >= 500 || status === 408 };
  }
  const code = textOf(members.code);
  return {
    kind: 'refused',
    status,
    message,
    ...(code === undefined ? {} : { code }),
    ...(textOf(members.id) === undefined ? {} : { record: members }),
  };
}

export const isRecord = (body: Json | undefined): body is JsonRecord =>
  typeof body === 'object' && body !== null && !Array.isArray(body);

const textOf = (value: Json | undefined): string | undefined => (typeof value === 'string' ? value : undefined);

/** Milliseconds to wait (RFC 9110 §10.2.3), an hour at most; undefined for none that can be understood. */
export function parseRetryAfter(text: string | undefined, nowMs: number): number | undefined {
  if (text === undefined) return undefined;
  const ms = /^\d+$/.test(text.trim()) ? Number(text) * 1000 : Date.parse(text) - nowMs;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), maxRetryAfterMs);
}
