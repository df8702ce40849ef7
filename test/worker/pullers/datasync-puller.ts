/** The pull of Datasync and toolkit clients: `updatedAt gt X`, then whatever the links say. */
import { testFetch } from '../fetch.ts';
import type { Pulled } from './pulled.ts';

type Page = { readonly items: readonly Pulled[]; readonly nextLink?: string };

export class DatasyncPuller {
  readonly versions = new Map<string, string>();
  #token: number;
  #seen: number;
  #nextLink: string | undefined;

  constructor(since: number) {
    this.#token = since;
    this.#seen = since;
  }

  /** Asks for the next page; true when it was the last one of the pull. */
  async step(): Promise<boolean> {
    const filter = `(updatedAt gt cast(${new Date(this.#token).toISOString()},Edm.DateTimeOffset))`;
    const first = `$filter=${encodeURIComponent(filter)}&$orderby=updatedAt&$count=true&__includedeleted=true`;
    const answer = await testFetch(`/tables/todoitem?${this.#nextLink ?? first}`, {
      headers: { 'ZUMO-API-VERSION': '3.0.0', Prefer: 'odata.maxpagesize=2' },
    });
    const { items, nextLink }: Page = await answer.json();
    for (const { id, version, updatedAt } of items) {
      this.versions.set(id, version);
      this.#seen = Math.max(this.#seen, Date.parse(updatedAt));
    }
    this.#nextLink = nextLink;
    if (nextLink === undefined) this.#token = this.#seen;
    return nextLink === undefined;
  }

  async finish(): Promise<void> {
    for (const _ of ['the pull under way', 'the next pull']) while (!(await this.step()));
  }
}
