/** The pull of azure-mobile-apps-client 2.x: `updatedAt ge X`, with a `$skip` while the last record is still at X. */
import { testFetch } from '../fetch.ts';
import type { Pulled } from './pulled.ts';

export class JsPuller {
  readonly versions = new Map<string, string>();
  readonly #pageSize: number;
  #bound: number;
  #skip = 0;

  constructor(since: number, pageSize: number) {
    this.#bound = since;
    this.#pageSize = pageSize;
  }

  /** Asks for the next page; true when it was the last one, and the next step begins a new pull. */
  async step(): Promise<boolean> {
    const filter = `(updatedAt ge datetimeoffset'${new Date(this.#bound).toISOString()}')`;
    const query = new URLSearchParams({
      $filter: filter,
      $orderby: 'updatedAt',
      $skip: String(this.#skip),
      $top: String(this.#pageSize),
      __includeDeleted: 'true',
    });
    const answer = await testFetch(`/tables/todoitem?${query}`, { headers: { 'ZUMO-API-VERSION': '2.0.0' } });
    const page: Pulled[] = await answer.json();
    for (const { id, version } of page) this.versions.set(id, version);
    const last = page.at(-1);
    if (last === undefined) {
      this.#skip = 0;
      return true;
    }
    const at = Date.parse(last.updatedAt);
    this.#skip = at === this.#bound ? this.#skip + page.length : 0;
    this.#bound = at;
    return false;
  }

  /** Pulls until nothing is left, and once more, as a client that comes back does. */
  async finish(): Promise<void> {
    for (const _ of ['the pull under way', 'the next pull']) while (!(await this.step()));
  }
}
