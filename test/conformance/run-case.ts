/** Runs one conformance case: sends its requests in order and says which answer was not as expected. */
import type { ConformanceCase, Step } from './case.ts';
import { type Json, mismatch, show } from './expectation.ts';
import { fillJson, type Names } from './placeholder.ts';
import { type Answer, linkOf, partOf, type Received, receive, rowsOf } from './received.ts';
import { type Addressed, followedBy, type Request, requestOf } from './request.ts';

/** How requests are sent; the global `fetch` is one. */
export type Fetch = (url: string, init: Request) => Promise<Answer>;

/** `failed` is a sentence with the request and its answer. */
export type Outcome = { readonly ok: true } | { readonly ok: false; readonly failed: string };

type Run = { readonly fetch: Fetch; readonly base: string; readonly dialect: string; readonly names: Names };

/** A list that has more pages than this goes on for ever. */
const maxPages = 100;

/** The dialects that a case is run in, one after the other. */
export function dialectsOf({ dialect }: Pick<ConformanceCase, 'dialect'>): readonly ('2.0' | '3.0')[] {
  return dialect === 'both' ? ['2.0', '3.0'] : [dialect];
}

/**
 * Runs the case against the server at `base` (no slash at its end), in each of its dialects, up to the first failure.
 */
export async function runCase(conformanceCase: ConformanceCase, fetch: Fetch, base: string): Promise<Outcome> {
  for (const dialect of dialectsOf(conformanceCase)) {
    const run: Run = { fetch, base, dialect, names: new Map() };
    for (const [index, step] of conformanceCase.steps.entries()) {
      if (step.dialect !== undefined && step.dialect !== dialect) continue;
      const fault = await repeatStep(step, run);
      if (fault !== undefined) return { ok: false, failed: `Step ${index + 1} (${dialect}): ${fault}` };
    }
  }
  return { ok: true };
}

async function repeatStep(step: Step, run: Run): Promise<string | undefined> {
  for (let n = 0; n < (step.repeat ?? 1); n += 1) {
    run.names.set('n', String(n).padStart(3, '0'));
    const fault = await takeStep(step, run);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** Sends the request of a step, and if it follows links those of the pages behind; what is wrong, if anything is. */
async function takeStep(step: Step, run: Run): Promise<string | undefined> {
  const pages: (readonly Json[] | undefined)[] = [];
  let request: Addressed | undefined = requestOf(step, run.dialect, run.names, run.base);
  while (request !== undefined) {
    const received = await receive(await run.fetch(request.url, request.init));
    const link: string | undefined = step.follow === undefined ? undefined : linkOf(received);
    pages.push(rowsOf(received));
    const fault = judge(step, received, run.names) ?? judgePages(step, pages, link !== undefined, run.names);
    if (fault !== undefined) return `${fault}.\n${exchange(request, received, run.base)}`;
    request = link === undefined ? undefined : followedBy(request, link, run.base);
  }
  return undefined;
}

/** What is wrong with one answer. Parts are saved before the rest is judged, so that it may be compared with them. */
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

/** What is wrong with the pages so far, or with all of them if there are no more. */
function judgePages(
  { expect }: Step,
  pages: readonly (readonly Json[] | undefined)[],
  more: boolean,
  names: Names,
): string | undefined {
  if (more) return pages.length < maxPages ? undefined : `the links go on behind ${maxPages} pages`;
  if (expect.rows === undefined && expect.pages === undefined) return undefined;
  const rows = pages.every((page) => page !== undefined) ? pages.flat() : undefined;
  const sizes = pages.map((page) => page?.length);
  const fault = expect.pages && mismatch(expect.pages, sizes, 'the sizes of pages');
  return fault ?? (expect.rows === undefined ? undefined : mismatch(fillJson(expect.rows, names), rows, 'rows'));
}

function exchange({ url, init }: Addressed, { status, body }: Received, base: string): string {
  const sent = init.body === null ? 'without a body' : show(new TextDecoder().decode(init.body));
  const path = url.startsWith(base) ? url.slice(base.length) : url;
  return `  ${init.method} ${path} ${show(init.headers)} ${sent}\n  -> ${status} ${show(body)}`;
}
