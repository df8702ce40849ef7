/** A service that answers as a test tells it to, and remembers what it was asked. */
import { afterEach, beforeEach, expect, onTestFinished } from 'vitest';

type SentRequest = {
  /** `PATCH /tables/todoitem/a`: without the options of the address. */
  readonly line: string;
  readonly options: Readonly<Record<string, string>>;
  readonly headers: Headers;
  /** The JSON that was sent; undefined for none. */
  readonly body: unknown;
};

type More = {
  readonly headers?: Record<string, string>;
  /** What happens while the request is under way. */
  readonly during?: () => unknown;
};

type Reply = (signal: AbortSignal | null | undefined) => Promise<Response>;

/** How the service takes many operations in one request: not at all, or as many by themselves. */
export const ways = ['a request each', 'in one request'] as const;

/** Has the services of a suite take many operations in this way. */
export function sentIn(way: (typeof ways)[number]): void {
  beforeEach(() => {
    ScriptedService.way = way;
  });
  afterEach(() => {
    ScriptedService.way = 'a request each';
  });
}

/** A test fails that asks for something else than its script has, or for less. */
export class ScriptedService {
  /** How services take many operations in one request that are not told otherwise. */
  static way: (typeof ways)[number] = 'a request each';
  /** Those of a batch are here one by one, as if each had been sent by itself. */
  readonly requests: SentRequest[] = [];
  /** How many requests came over the network, each batch as one. */
  sent = 0;
  /** How many batches were answered by the answers to their parts. */
  batches = 0;
  readonly #way: (typeof ways)[number];
  readonly #script = new Map<string, Reply[]>();
  readonly #unexpected: string[] = [];

  constructor(way = ScriptedService.way) {
    this.#way = way;
    onTestFinished(() => {
      const unused = [...this.#script].flatMap(([line, replies]) => replies.map(() => line));
      expect({ unexpected: this.#unexpected, unused }).toEqual({ unexpected: [], unused: [] });
    });
  }

  /** The lines of all requests, in their order. */
  get lines(): readonly string[] {
    return this.requests.map(({ line }) => line);
  }

  /**
   * How the next request of this line is answered that has no answer yet; a text is sent as it is, all else as JSON.
   */
  answers(line: string, status: number, body?: unknown, { headers = {}, during }: More = {}): this {
    return this.#next(line, async (signal) => {
      await during?.();
      signal?.throwIfAborted();
      const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
      return new Response(text ?? null, { status, headers });
    });
  }

  /** The next request of this line meets no service. */
  isAway(line: string, during?: () => unknown): this {
    return this.#next(line, async () => {
      await during?.();
      throw new TypeError('fetch failed');
    });
  }

  /** The next request of this line gets no answer until its sender gives up. */
  hangs(line: string, during?: () => unknown): this {
    return this.#next(line, async (signal) => {
      const given = new Promise<never>((_, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason));
      });
      await during?.();
      return given;
    });
  }

  readonly fetch: typeof globalThis.fetch = async (input, init = {}) => {
    this.sent += 1;
    return this.#answer(new URL(String(input)), init);
  };

  async #answer(url: URL, init: RequestInit): Promise<Response> {
    const whole = url.pathname === '/$batch' ? this.#script.get('POST /$batch')?.shift() : undefined;
    if (whole !== undefined) return whole(init.signal);
    if (url.pathname === '/$batch' && this.#way === 'a request each') {
      return new Response('{"error":"There is nothing at this address."}', { status: 404 });
    }
    if (url.pathname === '/$batch' && typeof init.body === 'string') return this.#split(url, init, init.body);
    const line = `${init.method} ${url.pathname}`;
    this.requests.push({
      line,
      options: Object.fromEntries(url.searchParams),
      headers: new Headers(init.headers),
      body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined,
    });
    const reply = this.#script.get(line)?.shift();
    if (reply !== undefined) return reply(init.signal);
    this.#unexpected.push(line);
    return new Response('{"error":"Nothing of the kind is in the script."}', { status: 418 });
  }

  async #split(url: URL, init: RequestInit, text: string): Promise<Response> {
    this.batches += 1;
    const { requests }: { requests: Part[] } = JSON.parse(text);
    const responses: unknown[] = [];
    for (const { id, method, url: address, headers, body } of requests) {
      const sent = { method, headers: { ...headersOf(init), ...headers }, signal: init.signal ?? null };
      const part = body === undefined ? sent : { ...sent, body: JSON.stringify(body) };
      const answer = await this.#answer(new URL(address, url), part);
      const content = await answer.text();
      responses.push({ id, status: answer.status, headers: headersOf(answer), body: parsed(content) });
    }
    return new Response(JSON.stringify({ responses }));
  }

  #next(line: string, reply: Reply): this {
    this.#script.set(line, [...(this.#script.get(line) ?? []), reply]);
    return this;
  }
}

type Part = {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body?: unknown;
};

const headersOf = ({ headers }: Response | RequestInit): Record<string, string> =>
  Object.fromEntries(new Headers(headers));

/** The body as a part of JSON; what is no JSON is text. */
function parsed(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
