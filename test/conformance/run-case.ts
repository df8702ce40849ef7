/** Runs one conformance case: sends its requests in order and says which answer was not as expected. */
import type { ConformanceCase, Step } from './case.ts';
import { type Json, mismatch, show } from './expectation.ts';
import { fillJson, freshIds, type Names } from './placeholder.ts';
import { type Answer, linkOf, memberOf, partOf, type Received, receive, rowsOf } from './received.ts';
import { type Addressed, followedBy, type Request, requestOf } from './request.ts';

/** How requests are sent; the global `fetch` is one. */
export type Fetch = (url: string, init: Request) => Promise<Answer>;

/** `failed` is a sentence with the request and its answer. */
export type Outcome = { readonly ok: true } | { readonly ok: false; readonly failed: string };

/** What of a case is run. */
type Asked = { readonly dialect: ConformanceCase['dialect']; readonly steps: readonly Step[] };

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
export async function runCase(asked: Asked, fetch: Fetch, base: string): Promise<Outcome> {
  for (const dialect of dialectsOf(asked)) {
    const run: Run = { fetch, base, dialect, names: new Map() };
    for (const [index, step] of asked.steps.entries()) {
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
    const more = link !== undefined;
    const fault = judge(step, received, more, run.names) ?? judgePages(step, pages, more, run.names);
    if (fault !== undefined) return `${fault}.\n${exchange(request, received, run.base)}`;
    request = link === undefined ? undefined : followedBy(request, link, run.base);
  }
  return undefined;
}

/**
 * What is wrong with one answer. Parts of the last page are saved before the rest is judged, so that it may be compared
 * with them.
 */
function judge({ expect, save = {} }: Step, received: Received, more: boolean, names: Names): string | undefined {
  const statuses = Array.isArray(expect.status) ? expect.status : [expect.status];
  if (!statuses.includes(received.status)) return `status is ${received.status}, expected ${statuses.join(' or ')}`;
  for (const [name, path] of Object.entries(more ? {} : save)) {
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
  const rows = pages.every((page) => page !== undefined) ? pages.flat() : undefined;
  const sizes = pages.map((page) => page?.length);
  return (
    (expect.pages && mismatch(expect.pages, sizes, 'the sizes of pages')) ??
    (expect.rows === undefined ? undefined : mismatch(fillJson(expect.rows, names), rows, 'rows')) ??
    (expect.own === undefined ? undefined : mismatch(fillJson(expect.own, names), ownOf(rows, names), 'own'))
  );
}

/** Other writers of the table are told of, too, where changes are: only what the case has made itself is its matter. */
function ownOf(rows: readonly Json[] | undefined, names: Names): readonly Json[] | undefined {
  const ids = freshIds(names);
  return rows?.filter((row) => {
    const id = String(memberOf(row, 'id'));
    return ids.some((own) => id.startsWith(own));
  });
}

function exchange({ url, init }: Addressed, { status, body }: Received, base: string): string {
  const sent = init.body === null ? 'without a body' : show(new TextDecoder().decode(init.body));
  const path = url.startsWith(base) ? url.slice(base.length) : url;
  return `  ${init.method} ${path} ${show(init.headers)} ${sent}\n  -> ${status} ${show(body)}`;
}
