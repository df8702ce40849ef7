/**
 * A service of the plain protocol (3.0) in memory, with or without batches, with a network that loses requests and
 * answers when it is told to.
 */
import type { JsonRecord } from '../../../client/queue/record-entry.ts';

/** What the network does to the next request: `lost` never arrives, `unanswered` is done and its answer lost. */
export type Fate = 'arrives' | 'lost' | 'unanswered';

type Answer = { readonly status: number; readonly body?: unknown };

type Part = Pick<RequestInit, 'method'> & {
  readonly id: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body?: unknown;
};

export class PlainService {
  readonly #batches: boolean;
  readonly records = new Map<string, JsonRecord>();
  /** Requests that wrote something. */
  writes = 0;
  /**
   * Changes that named no version, besides those that bring a record back: each may have overwritten somebody else's.
   */
  blind = 0;
  #clock = Date.parse('2026-01-01T00:00:00.000Z');
  #fates: Fate[] = [];

  constructor(batches = false) {
    this.#batches = batches;
  }

  /** What happens to the next requests; those behind arrive. */
  fates(fates: readonly Fate[]): void {
    this.#fates = [...fates];
  }

  /** The records that are not deleted, without what the server sets. */
  live(): Map<string, unknown> {
    const own = [...this.records].filter(([, { deleted }]) => deleted !== true);
    return new Map(own.map(([id, { text, count }]) => [id, { text, count }]));
  }

  readonly fetch: typeof globalThis.fetch = async (input, init = {}) => {
    const fate = this.#fates.shift() ?? 'arrives';
    if (fate === 'lost') throw new TypeError('fetch failed');
    const { status, body } = this.#answer(new URL(String(input)), init);
    if (fate === 'unanswered') throw new TypeError('fetch failed');
    return new Response(body === undefined ? null : JSON.stringify(body), { status });
  };

  #answer(url: URL, init: RequestInit): Answer {
    if (url.pathname === '/$batch') return this.#batches ? this.#together(init) : { status: 404 };
    const [, , , id] = url.pathname.split('/').map(decodeURIComponent);
    const body: JsonRecord = typeof init.body === 'string' ? JSON.parse(init.body) : {};
    const ifMatch = new Headers(init.headers).get('If-Match')?.slice(1, -1);
    if (init.method === 'GET') return id === undefined ? this.#page(url.searchParams) : this.#lookup(id);
    if (init.method === 'POST') return this.#insert(body);
    return this.#change(id ?? '', init.method ?? '', body, ifMatch);
  }

  #together({ body: text }: RequestInit): Answer {
    const { requests }: { requests: Part[] } = JSON.parse(String(text));
    const responses = requests.map(({ id, method, url, headers, body }) => {
      const sent = { method: method ?? '', headers, body: JSON.stringify(body) ?? null };
      return { id, headers: {}, ...this.#answer(new URL(url, 'http://service'), sent) };
    });
    return { status: 200, body: { responses } };
  }

  #page(params: URLSearchParams): Answer {
    const from = /updatedAt ge (\S+?)\)?$/.exec(params.get('$filter') ?? '')?.[1] ?? '';
    const after = params.get('$skiptoken') ?? '';
    const rows = [...this.records.values()].filter(
      ({ updatedAt }) => String(updatedAt) >= from && String(updatedAt) > after,
    );
    rows.sort((left, right) => (String(left.updatedAt) < String(right.updatedAt) ? -1 : 1));
    const items = rows.slice(0, 3);
    const last = items.at(-1)?.updatedAt;
    return { status: 200, body: rows.length > 3 ? { items, nextLink: `?$skiptoken=${String(last)}` } : { items } };
  }

  #lookup(id: string): Answer {
    const record = this.records.get(id);
    if (record === undefined) return { status: 404, body: { error: 'no' } };
    return record.deleted === true ? { status: 410, body: { error: 'gone' } } : { status: 200, body: record };
  }

  #insert(body: JsonRecord): Answer {
    const id = String(body.id);
    const there = this.records.get(id);
    return there === undefined ? { status: 201, body: this.#write(id, body) } : { status: 409, body: there };
  }

  #change(id: string, method: string, body: JsonRecord, ifMatch: string | undefined): Answer {
    const there = this.records.get(id);
    if (there === undefined) return { status: 404, body: { error: 'no' } };
    if (ifMatch !== undefined && ifMatch !== there.version) return { status: 412, body: there };
    const revives = method === 'PATCH' && body.deleted === false;
    if (ifMatch === undefined && !revives) this.blind += 1;
    if (there.deleted === true && !revives) return { status: 410, body: { error: 'gone' } };
    if (method === 'DELETE') {
      this.#write(id, { ...there, deleted: true });
      return { status: 204 };
    }
    return { status: 200, body: this.#write(id, method === 'PUT' ? body : { ...there, ...body }) };
  }

  #write(id: string, members: JsonRecord): JsonRecord {
    this.writes += 1;
    this.#clock += 1;
    const record = {
      text: null,
      count: null,
      deleted: false,
      ...members,
      id,
      version: `v${this.writes}`,
      updatedAt: new Date(this.#clock).toISOString(),
    };
    this.records.set(id, record);
    return record;
  }
}
