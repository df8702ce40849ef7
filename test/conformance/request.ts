/** What a step sends. */
import type { Step } from './case.ts';
import { fillJson, fillText, type Names } from './placeholder.ts';

export type Request = { method: string; headers: Record<string, string>; body: Uint8Array<ArrayBuffer> | null };

/** A request and the address it goes to. */
export type Addressed = { readonly url: string; readonly init: Request };

/** The request of a step to the server at `base`, with its placeholders filled in. */
export function requestOf(step: Step, dialect: string, names: Names, base: string): Addressed {
  const addressed = addressedBy(step, dialect, names, base);
  return step.link === undefined ? addressed : followedBy(addressed, fillText(step.link, names), base);
}

function addressedBy(step: Step, dialect: string, names: Names, base: string): Addressed {
  const query = Object.entries(step.query ?? {}).map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(fillText(value, names))}`,
  );
  const path = base + fillText(step.path, names, encodeURIComponent);
  const text = bodyOf(step, names);
  // Bytes, since `fetch` gives a text a content type of its own; copied, as only then their type is what it takes.
  const body = text === undefined ? null : new Uint8Array(new TextEncoder().encode(text));
  return {
    url: query.length === 0 ? path : `${path}?${query.join('&')}`,
    init: { method: step.method, headers: headersOf(step, dialect, body !== null, names), body },
  };
}

/** The request of the next page: a link is an address, a path, or the query of the same address. */
export function followedBy({ url, init }: Addressed, link: string, base: string): Addressed {
  if (/^https?:/.test(link)) return { url: link, init };
  if (link.startsWith('/')) return { url: new URL(base).origin + link, init };
  return { url: `${url.split('?')[0]}?${link}`, init };
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
