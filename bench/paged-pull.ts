/** The pulls of real clients, page by page: they follow the links that the server gives. */
import type { Answer, Call, HttpClient } from './http-client.ts';

export const pageSize = 50;

/** How a kind of client pulls a whole table. */
export type PullKind = {
  readonly name: string;
  readonly first: Call;
  /** The records of an answer, and the path of the next page if it links to one. */
  read(answer: Answer): { readonly rows: number; readonly next: string | undefined };
};

export type PulledPage = { readonly call: Call; readonly rows: number; readonly ms: number };

const table = '/tables/todoitem';
const pull = (query: string, headers: Readonly<Record<string, string>>): Call => {
  return { method: 'GET', path: encodeURI(`${table}?${query}`), headers, status: 200 };
};

/** Both ask from a time on, as when they have pulled before. */
const since = '1970-01-01T00:00:00.000Z';

export const pullKinds: readonly PullKind[] = [
  {
    name: 'pull by nextLink (3.0, counting)',
    first: pull(
      `$filter=(updatedAt gt cast(${since},Edm.DateTimeOffset))&$orderby=updatedAt&$count=true&__includedeleted=true`,
      { Prefer: `odata.maxpagesize=${pageSize}`, 'X-ZUMO-Options': 'nextLink=path' },
    ),
    read({ body }) {
      const { items, nextLink }: { items: readonly unknown[]; nextLink?: string } = JSON.parse(body.toString());
      return { rows: items.length, next: nextLink };
    },
  },
  {
    name: 'pull by Link (2.0)',
    first: pull(
      `$filter=(updatedAt ge datetimeoffset'${since}')&$orderby=updatedAt&$skip=0&$top=${pageSize}&__includeDeleted=true`,
      { 'ZUMO-API-VERSION': '2.0.0' },
    ),
    read({ body, headers }) {
      const items: readonly unknown[] = JSON.parse(body.toString());
      const link = /^(.+); rel=next$/.exec(String(headers.link))?.[1];
      if (link === undefined) return { rows: items.length, next: undefined };
      const { pathname, search } = new URL(link);
      return { rows: items.length, next: `${pathname}${search}` };
    },
  },
];

/** Every page of a whole pull, with the milliseconds that its request took, as it is asked for. */
export async function* pullPages(client: HttpClient, { first, read }: PullKind): AsyncGenerator<PulledPage> {
  for (let path: string | undefined = first.path; path !== undefined; ) {
    const call: Call = { ...first, path };
    const { answers, latenciesMs } = await client.run([call]);
    const [answer, ms] = [answers[0], latenciesMs[0]];
    if (answer === undefined || ms === undefined) throw new Error('A request was not answered.');
    const { rows, next } = read(answer);
    yield { call, rows, ms };
    path = next;
  }
}

/** The pages that come next, at most so many; the others are left to come. */
export async function take(pages: AsyncGenerator<PulledPage>, most = Number.POSITIVE_INFINITY): Promise<PulledPage[]> {
  const taken: PulledPage[] = [];
  while (taken.length < most) {
    const { value, done } = await pages.next();
    if (done === true) return taken;
    taken.push(value);
  }
  return taken;
}
