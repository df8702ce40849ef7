/** Runs one conformance case: sends its requests in order and says which answer was not as expected. */
import type { ConformanceCase, Step } from './case.ts';
import { type Json, mismatch, show } from './expectation.ts';
import { fillJson, fillText, type Names } from './placeholder.ts';

type Request = { method: string; headers: Record<string, string>; body: Uint8Array<ArrayBuffer> | null };
type Answer = {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
};

/** How requests are sent; the global `fetch` is one. */
export type Fetch = (url: string, init: Request) => Promise<Answer>;

/** `failed` is a sentence with the request and its answer. */
export type Outcome = { readonly ok: true } | { readonly ok: false; readonly failed: string };

type Received = {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  /** JSON, or the text that is none; undefined if there was no body. */
  readonly body: Json | undefined;
};

/** The dialects that a case is run in, one after the other. */
export function dialectsOf({ dialect }: ConformanceCase): readonly ('2.0' | '3.0')[] {
  return dialect === 'both' ? ['2.0', '3.0'] : [dialect];
}

/** Runs the case against the server at `base` (no slash at its end), in each of its dialects, up to the first failure. */
export async function runCase(conformanceCase: ConformanceCase, fetch: Fetch, base: string): Promise<Outcome> {
  for (const dialect of dialectsOf(conformanceCase)) {
    const names: Names = new Map();
    for (const [index, step] of conformanceCase.steps.entries()) {
      if (step.dialect !== undefined && step.dialect !== dialect) continue;
      const request = requestOf(step, dialect, names);
      const received = await receive(await fetch(base + request.url, request.init));
      const fault = judge(step, received, names);
      if (fault === undefined) continue;
      const asked = `${request.init.method} ${request.url} ${show(request.init.headers)} ${showBody(request.init.body)}`;
      const answer = `${received.status} ${show(received.body)}`;
      return { ok: false, failed: `Step ${index + 1} (${dialect}): ${fault}.\n  ${asked}\n  -> ${answer}` };
    }
  }
  return { ok: true };
}

function requestOf(step: Step, dialect: string, names: Names): { readonly url: string; readonly init: Request } {
  const query = Object.entries(step.query ?? {}).map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(fillText(value, names))}`,
  );
  const path = fillText(step.path, names, encodeURIComponent);
  const text = bodyOf(step, names);
  // Bytes, since `fetch` gives a text a content type of its own; copied, as only then their type is what it takes.
  const body = text === undefined ? null : new Uint8Array(new TextEncoder().encode(text));
  return {
    url: query.length === 0 ? path : `${path}?${query.join('&')}`,
    init: { method: step.method, headers: headersOf(step, dialect, body !== null, names), body },
  };
}

function bodyOf({ body, rawBody }: Step, names: Names): string | undefined {
  if (rawBody !== undefined) return fillText(rawBody, names);
  return body === undefined ? undefined : JSON.stringify(fillJson(body, names));
}

function headersOf(step: Step, dialect: string, hasBody: boolean, names: Names): Record<string, string> {
  const headers = new Map<string, string | null>([
    ['zumo-api-version', `${dialect}.0`],
    ['accept', 'application/json'],
    ['content-type', hasBody ? 'application/json' : null],
  ]);
  for (const [name, value] of Object.entries(step.headers ?? {})) {
    headers.set(name.toLowerCase(), value === null ? null : fillText(value, names));
  }
  return Object.fromEntries([...headers].flatMap(([name, value]) => (value === null ? [] : [[name, value]])));
}

async function receive(answer: Answer): Promise<Received> {
  const text = await answer.text();
  return {
    status: answer.status,
    header: (name) => answer.headers.get(name) ?? undefined,
    body: text === '' ? undefined : parseJson(text),
  };
}

function parseJson(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** What is wrong with an answer. Parts are saved before the rest is judged, so that it may be compared with them. */
function judge({ expect, save }: Step, received: Received, names: Names): string | undefined {
  const statuses = Array.isArray(expect.status) ? expect.status : [expect.status];
  if (!statuses.includes(received.status)) return `status is ${received.status}, expected ${statuses.join(' or ')}`;
  for (const [name, path] of Object.entries(save ?? {})) {
    const value = partOf(received, path);
    if (value === undefined) return `${path} is absent, expected a value to keep as "${name}"`;
    names.set(name, value);
  }
  for (const [name, expected] of Object.entries(expect.headers ?? {})) {
    const fault = mismatch(fillJson(expected, names), received.header(name), `header ${name}`);
    if (fault !== undefined) return fault;
  }
  return expect.body === undefined ? undefined : mismatch(fillJson(expect.body, names), received.body, 'body');
}

function partOf(received: Received, path: string): Json | undefined {
  const [root, ...members] = path.split('.');
  if (root === 'header') return received.header(members.join('.'));
  return members.reduce<Json | undefined>((value, member) => memberOf(value, member), received.body);
}

function memberOf(value: Json | undefined, member: string): Json | undefined {
  if (Array.isArray(value)) return value[Number(member)];
  return value !== null && typeof value === 'object' ? value[member] : undefined;
}

function showBody(body: Uint8Array | null): string {
  return body === null ? 'without a body' : show(new TextDecoder().decode(body));
}
