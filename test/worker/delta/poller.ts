/** A client that follows the links of one query, a page a step. */
import type { Send } from '../coded.ts';

export type Poll = {
  readonly table: string;
  /** Without `?`. */
  readonly query: string;
  readonly user: string;
  /** The filter that the code of the table takes for its view. */
  readonly view: string;
  readonly pageSize: number;
};

export class Poller {
  /** Versions by id, of what the client has. */
  readonly versions = new Map<string, string>();
  /** Where it goes on; undefined before the first page. */
  link: string | undefined;
  /** Whether the last answer had a delta link: nothing is behind it but what is written later. */
  isDone = false;
  readonly poll: Poll;
  private readonly send: Send;

  constructor(send: Send, poll: Poll) {
    this.send = send;
    this.poll = poll;
  }

  /** Takes one page. */
  async step(): Promise<void> {
    const { query } = this.poll;
    const track = this.link === undefined ? 'odata.track-changes, ' : '';
    const { items, nextLink, deltaLink } = await this.get(this.link ?? query, track);
    for (const item of items) this.apply(item);
    this.link = nextLink ?? deltaLink;
    this.isDone = deltaLink !== undefined;
  }

  /** Takes pages until there is a delta link, then what has changed meanwhile. */
  async finish(): Promise<void> {
    do await this.step();
    while (!this.isDone);
    do await this.step();
    while (!this.isDone);
  }

  /** What the server lists for the query now. */
  async listed(): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    for (let link: string | undefined = this.poll.query; link !== undefined; ) {
      const page: Page = await this.get(link, '');
      for (const { id, version } of page.items) found.set(String(id), String(version));
      link = page.nextLink;
    }
    return found;
  }

  private apply(item: Item): void {
    const id = String(item.id);
    if (item['@removed'] === undefined) this.versions.set(id, String(item.version));
    else this.versions.delete(id);
  }

  private async get(query: string, track: string): Promise<Page> {
    const { table, user, view, pageSize } = this.poll;
    const headers = { Prefer: `${track}odata.maxpagesize=${pageSize}`, 'x-view': view };
    const { status, body } = await this.send('GET', `/tables/${table}?${query}`, { user, headers });
    if (status !== 200) throw new Error(`${query}: ${status} ${JSON.stringify(body)}`);
    return toPage(body);
  }
}

type Item = { readonly [member: string]: unknown };
type Page = {
  readonly items: readonly Item[];
  readonly nextLink: string | undefined;
  readonly deltaLink: string | undefined;
};

function toPage({ items, nextLink, deltaLink }: Item): Page {
  if (!Array.isArray(items)) throw new Error('A page has no items.');
  const link = (value: unknown) => (typeof value === 'string' ? value : undefined);
  return { items, nextLink: link(nextLink), deltaLink: link(deltaLink) };
}
