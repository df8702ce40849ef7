/** A service that answers as a test tells it to, and remembers what it was asked. */
import { expect, onTestFinished } from 'vitest';

export type SentRequest = {
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

/** A test fails that asks for something else than its script has, or for less. */
export class ScriptedService {
  readonly requests: SentRequest[] = [];
  readonly #script = new Map<string, Reply[]>();
  readonly #unexpected: string[] = [];

  constructor() {
    onTestFinished(() => {
      const unused = [...this.#script].flatMap(([line, replies]) => replies.map(() => line));
      expect({ unexpected: this.#unexpected, unused }).toEqual({ unexpected: [], unused: [] });
    });
  }

  /** The lines of all requests, in their order. */
  get lines(): readonly string[] {
    return this.requests.map(({ line }) => line);
  }

  /** How the next request of this line is answered that has no answer yet; a text is sent as it is, all else as JSON. */
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
    const url = new URL(String(input));
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
  };

  #next(line: string, reply: Reply): this {
    this.#script.set(line, [...(this.#script.get(line) ?? []), reply]);
    return this;
  }
}
