/** Many requests as one, `POST /$batch` (OData JSON Format v4.01 §19), and the answers in its answer. */

import type { Json } from '../../src/protocol/column-kind.ts';
import { undone } from './failed-answer.ts';
import { type Header, isRecord, type Outcome } from './outcome.ts';
import type { WireRequest } from './request.ts';

/** Each is the request that it is by itself; its id is its place. */
export function batchRequest(parts: readonly WireRequest[]): WireRequest {
  const requests = parts.map(({ method, address, headers = {}, body = null }, at): Json => {
    const sent: Record<string, Json> = {};
    for (const name in headers) if (headers[name] !== undefined) sent[name] = headers[name];
    // The service may be below a path: relative to the address of the batch.
    const request = { id: String(at), method, url: address.slice(1), headers: sent };
    return body === null ? request : { ...request, body };
  });
  return { method: 'POST', address: '/$batch', body: { requests } };
}

/** The outcome of each of so many requests; undefined for one without an answer. */
export function batchOutcomes(body: Json | undefined, count: number, nowMs: number): readonly (Outcome | undefined)[] {
  const answers = isRecord(body) && Array.isArray(body.responses) ? body.responses : [];
  const outcomes = new Map(answers.filter(isRecord).map((each) => [each.id, outcomeOf(each, nowMs)]));
  return Array.from({ length: count }, (_, at) => outcomes.get(String(at)));
}

function outcomeOf(answer: { readonly [member: string]: Json }, nowMs: number): Outcome | undefined {
  const { status, body, headers = null } = answer;
  if (typeof status !== 'number') return undefined;
  const named = isRecord(headers) ? headers : {};
  // Their names are in small letters (§19.2).
  const header: Header = (asked) => {
    const value = named[asked.toLowerCase()];
    return typeof value === 'string' ? value : null;
  };
  return status >= 200 && status < 300 ? { kind: 'done', body, header } : undone(status, header, body, nowMs);
}

/** Whether the service had no room, or no time, for what it answers so. */
export const isUnanswered = (outcome: Outcome | undefined): boolean =>
  outcome === undefined || (outcome.kind === 'server' && outcome.status === 503);
