/** Readers of other makes, each with the paging that its make has published: what they miss, they miss for ever. */
import type { Fetch } from './seams.ts';

/** Versions of records, by id. */
export type Reader = {
  readonly name: string;
  readonly versions: ReadonlyMap<string, string>;
  /** Asks for one page. @returns whether that was the last one of a pull */
  readonly step: () => Promise<boolean>;
};

type Item = { readonly id: string; readonly version: string; readonly updatedAt: string };

const beginning = '2000-01-01T00:00:00.000Z';

/** azure-mobile-apps-client 2.x: `updatedAt ge X`, and `$skip` while the last record is still at X. */
export function openJsReader(name: string, fetch: Fetch, table: string, pageSize: number): Reader {
  const versions = new Map<string, string>();
  let [bound, skip] = [beginning, 0];
  return {
    name,
    versions,
    async step() {
      const query = new URLSearchParams({
        $filter: `(updatedAt ge datetimeoffset'${bound}')`,
        $orderby: 'updatedAt',
        $skip: String(skip),
        $top: String(pageSize),
        __includeDeleted: 'true',
      });
      const page: readonly Item[] = await ask(fetch, `${table}?${query}`, '2.0.0');
      for (const { id, version } of page) versions.set(id, version);
      const last = page.at(-1);
      if (last === undefined) {
        skip = 0;
        return true;
      }
      skip = last.updatedAt === bound ? skip + page.length : 0;
      bound = last.updatedAt;
      return false;
    },
  };
}

type Page = { readonly items: readonly Item[]; readonly nextLink?: string };

/** Datasync and toolkit clients: `updatedAt gt X`, then whatever the links say; X moves when a pull has ended. */
export function openDatasyncReader(name: string, fetch: Fetch, table: string): Reader {
  const versions = new Map<string, string>();
  let [bound, newest] = [beginning, beginning];
  let link: string | undefined;
  return {
    name,
    versions,
    async step() {
      const filter = encodeURIComponent(`(updatedAt gt cast(${bound},Edm.DateTimeOffset))`);
      const first = `${table}?$filter=${filter}&$orderby=updatedAt&$count=true&__includedeleted=true`;
      const { items, nextLink }: Page = await ask(fetch, link ?? first, '3.0.0');
      for (const { id, version, updatedAt } of items) {
        versions.set(id, version);
        if (updatedAt > newest) newest = updatedAt;
      }
      link = nextLink === undefined ? undefined : `${table}?${nextLink.slice(nextLink.indexOf('?') + 1)}`;
      if (link === undefined) bound = newest;
      return link === undefined;
    },
  };
}

async function ask<Answer>(fetch: Fetch, address: string, version: string): Promise<Answer> {
  const headers = { 'ZUMO-API-VERSION': version, ...(version === '3.0.0' ? { Prefer: 'odata.maxpagesize=3' } : {}) };
  const response = await fetch(`http://service/tables/${address}`, { headers });
  if (!response.ok) throw new TypeError(`The service answered ${response.status}.`);
  const answer: Answer = JSON.parse(await response.text());
  return answer;
}
