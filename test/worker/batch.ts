/** Batches sent to a service of the tests, and their answers by the ids of their requests. */
import type { Request } from '../conformance/request.ts';
import { testFetch } from './fetch.ts';

export type Part = {
  readonly id: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
};

export type PartSent = {
  readonly id?: string;
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly dependsOn?: readonly string[];
  readonly atomicityGroup?: string;
  /** A member that requests do not have here. */
  readonly if?: string;
};

/** The answers to requests, which are numbered from 1 where they have no id. */
export async function sendBatch(
  requests: readonly PartSent[],
  { headers = {}, fetch = testFetch }: { headers?: Record<string, string>; fetch?: typeof testFetch } = {},
): Promise<readonly Part[]> {
  const numbered = requests.map((request, at) => ({ id: String(at + 1), ...request }));
  const init = {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify({ requests: numbered }),
  };
  const answer = await fetch('/$batch', init);
  const body: { responses: readonly Part[] } = await answer.json();
  if (answer.status !== 200) throw new Error(`The batch was answered ${answer.status}: ${JSON.stringify(body)}`);
  return body.responses;
}

/**
 * A request of a case as a part of a batch; undefined for what no batch can carry: JSON that is none, or has no type.
 */
export function partOf(url: string, { method, headers, body }: Request): PartSent | undefined {
  if (method === 'OPTIONS') return undefined;
  if (body === null || body.length === 0) return { method, url, headers };
  const type = headers['content-type'];
  const text = new TextDecoder().decode(body);
  if (type?.startsWith('text/')) return { method, url, headers, body: text };
  try {
    return type === undefined ? undefined : { method, url, headers, body: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
