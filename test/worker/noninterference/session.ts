/** One user of one world: what they ask, and what they remember of the answers. */
import type { Ask, TableName } from './step.ts';

export type Answer = {
  readonly asked: string;
  readonly status: number;
  /** Headers and body, to the byte. */
  readonly text: string;
};

type Request = {
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body?: object;
};
type Fetch = (path: string, init: RequestInit) => Promise<Response>;

/** What the user calls records: ids of the trace, so that each trace has records of its own. */
export type Names = {
  readonly user: string;
  /** Of the keys; both users have the same. */
  readonly client: string;
  readonly idOf: (table: TableName, id: number, verb: Ask['verb']) => string;
};

export class Session {
  readonly #versions = new Map<string, string>();
  readonly #links = new Map<string, string>();
  readonly #fetch: Fetch;
  readonly #names: Names;
  readonly #words: readonly string[];

  constructor(fetch: Fetch, names: Names, words: readonly string[]) {
    this.#fetch = fetch;
    this.#names = names;
    this.#words = words;
  }

  /** Asks one by one, or all in a batch. */
  async ask(asks: readonly Ask[], batched: boolean): Promise<readonly Answer[]> {
    const requests = asks.map((ask) => this.#requestOf(ask));
    if (!batched) {
      const answers: Answer[] = [];
      for (const request of requests) answers.push(await this.send(request));
      return answers;
    }
    const parts = requests.map(({ url, ...request }, at) => ({ id: String(at), url: url.slice(1), ...request }));
    return [await this.send({ method: 'POST', url: '/$batch', headers: {}, body: { requests: parts } })];
  }

  async send({ method, url, headers, body }: Request): Promise<Answer> {
    const type = url.includes('$query') ? 'text/plain' : 'application/json';
    const answer = await this.#fetch(url, {
      method,
      headers: { 'Content-Type': type, 'x-test-user': this.#names.user, ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    this.#remember(url, answer.headers, text);
    return { asked: `${method} ${url}`, status: answer.status, text: [...answer.headers, text].join('\n') };
  }

  #remember(url: string, headers: Headers, text: string): void {
    const [path = ''] = url.split('?');
    const etag = headers.get('ETag');
    if (etag !== null) this.#versions.set(path, etag);
    const [, link] = /"(?:next|delta)Link":"([^"]*)"/.exec(text) ?? [];
    if (link !== undefined) this.#links.set(path, link);
  }

  #requestOf({ table, verb, version, id, text, query, prefer, key, match }: Ask): Request {
    const of = `/tables/${table}`;
    const record = `${of}/${this.#names.idOf(table, id, verb)}`;
    const headers = { 'ZUMO-API-VERSION': version, ...(prefer === '' ? {} : { Prefer: prefer }) };
    const body = { text: this.#words[text] ?? '' };
    const condition = this.#conditionOf(record, match);
    const writing = {
      ...headers,
      ...condition,
      ...(key === undefined ? {} : { 'Idempotency-Key': `"${this.#names.client}:${key}"` }),
    };
    switch (verb) {
      case 'list':
        return { method: 'GET', url: `${of}?${query}`, headers };
      case 'query':
        return { method: 'POST', url: `${of}/$query?${query}`, headers: { ...headers, 'Content-Type': 'text/plain' } };
      case 'digest':
        return { method: 'GET', url: `${of}/$digest?${query}`, headers };
      case 'follow':
        return { method: 'GET', url: `${of}?${this.#links.get(of) ?? '$deltatoken=none'}`, headers };
      case 'read':
        return { method: 'GET', url: `${record}?__includeDeleted=true`, headers: { ...headers, ...condition } };
      case 'insert': {
        const named = table === 'bill' ? {} : { id: this.#names.idOf(table, id, verb) };
        return { method: 'POST', url: of, headers: writing, body: { ...named, ...body } };
      }
      case 'update':
        return { method: 'PATCH', url: record, headers: writing, body };
      case 'replace':
        return { method: 'PUT', url: `${record}?__includeDeleted=true`, headers: writing, body };
      case 'remove':
        return { method: 'DELETE', url: record, headers: writing };
      case 'undelete':
        return version === '2.0.0'
          ? { method: 'POST', url: record, headers: writing }
          : { method: 'PATCH', url: record, headers: writing, body: { deleted: false } };
    }
  }

  #conditionOf(record: string, match: Ask['match']): Record<string, string> {
    if (match === 'none') return {};
    const last = this.#versions.get(record);
    if (match === 'last') return last === undefined ? {} : { 'If-Match': last };
    return { 'If-Match': match === 'star' ? '*' : '"0123456789abcdef"' };
  }
}
