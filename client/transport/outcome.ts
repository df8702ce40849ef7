/** What became of one request: the only thing that the rest of the client learns of HTTP. */

import type { Json } from '../../src/protocol/column-kind.ts';
import type { JsonRecord } from '../queue/record-entry.ts';
import { SyncError, type SyncErrorExtras } from '../sync-error.ts';

export type Header = (name: string) => string | null;

/** Done. `body` is undefined when the answer had none. */
export type Done = { readonly kind: 'done'; readonly body: Json | undefined; readonly header: Header };

export type Undone = SyncErrorExtras &
  /** Refused for good: the same request would be refused again. `serverRecord` only where the answer shows it. */
  (
    | {
        readonly kind: 'refused';
        readonly status: number;
        readonly message: string;
        readonly serverRecord: JsonRecord | undefined;
      }
    /** 401, also after the token was refreshed. Nothing was done. */
    | { readonly kind: 'unauthorized'; readonly message: string }
    /** Not now: 408, 425, 429 and 5xx. Of 408 and 5xx it may have been done all the same. */
    | { readonly kind: 'later'; readonly status: number; readonly message: string }
    /** No answer of the service; it may have been done all the same. */
    | { readonly kind: 'unreachable'; readonly message: string }
    /** The signal was aborted; it may have been done all the same. */
    | { readonly kind: 'aborted'; readonly message?: undefined }
  );

export type Outcome = Done | Undone;

/** What answers with anything else than what was asked for is not the service: sign-in pages of networks answer anything. */
export const foreign: Undone = { kind: 'unreachable', message: 'The answer is not from the service.' };

/** Whether the service failed on this request; of gateways that find no service, and of those who ask to wait, none did. */
export const isFault = (outcome: Undone): boolean =>
  outcome.kind === 'later' && (outcome.status === 500 || outcome.status === 501) && outcome.retryAfterMs === undefined;

/** The outcome that an answer means. `nowMs` is the time now, to which dates in `Retry-After` are compared. */
export function readOutcome(status: number, header: Header, text: string, nowMs: number): Outcome {
  let body: Json | undefined;
  try {
    body = text === '' ? undefined : JSON.parse(text);
  } catch (cause) {
    if (status < 300) return { ...foreign, cause };
  }
  return status < 300 ? { kind: 'done', body, header } : refusal(status, header, body, nowMs);
}

function refusal(status: number, header: Header, body: Json | undefined, nowMs: number): Undone {
  const members = isRecord(body) ? body : {};
  const { detail, error, title, code, id } = members;
  const message = [detail, error, title].find(isText) ?? `The service answered ${status}.`;
  if (status === 401) return { kind: 'unauthorized', message };
  if (status === 408 || status === 425 || status === 429 || status >= 500) {
    return { kind: 'later', status, message, retryAfterMs: parseRetryAfter(header('Retry-After') ?? '', nowMs) };
  }
  const serverCode = isText(code) ? code : undefined;
  return { kind: 'refused', status, message, serverCode, serverRecord: isText(id) ? members : undefined };
}

export const isRecord = (body: Json | undefined): body is JsonRecord =>
  typeof body === 'object' && body !== null && !Array.isArray(body);

const isText = (value: Json | undefined): value is string => typeof value === 'string';

/** Milliseconds to wait (RFC 9110 §10.2.3), an hour at most; undefined for none that can be understood. */
function parseRetryAfter(text: string, nowMs: number): number | undefined {
  const ms = /^\s*\d+\s*$/.test(text) ? Number(text) * 1000 : Date.parse(text) - nowMs;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), 3_600_000);
}

const stops = {
  refused: 'request-refused',
  unauthorized: 'cancelled-by-authentication',
  later: 'cancelled-by-server',
  unreachable: 'cancelled-by-network',
  aborted: 'cancelled-by-signal',
} as const;

/** The error of a push or a pull that this outcome has ended. */
export const stopOf = (outcome: Undone): SyncError => new SyncError(stops[outcome.kind], outcome.message, outcome);
