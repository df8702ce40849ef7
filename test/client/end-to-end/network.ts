/** The real network of one device, which a test may cut. */

type Exchange = {
  /** `POST /tables/todoitem 201`; what came to nothing has no status. Of a batch, its parts. */
  readonly line: string;
  readonly options: URLSearchParams;
};

/** Nothing listens there: IANA keeps the port free. */
export const nowhere = 'http://127.0.0.1:49151';

type Part = { readonly method: string; readonly url: string };

const never = new Promise<never>(() => {});

export class Network {
  readonly exchanges: Exchange[] = [];
  #arriving = Number.POSITIVE_INFINITY;
  #untilLost = Number.POSITIVE_INFINITY;
  #untilEnd = Number.POSITIVE_INFINITY;
  readonly #end = new AbortController();

  /** What was asked since the last look, and how it was answered. */
  lines(): readonly string[] {
    return this.exchanges.splice(0).map(({ line }) => line);
  }

  /** After so many requests no other arrives. */
  cut(after = 0): void {
    this.#arriving = after;
  }

  mend(): void {
    this.#arriving = Number.POSITIVE_INFINITY;
  }

  /** One answer is lost: that to the request behind so many others. */
  loseAnswer(after = 0): void {
    this.#untilLost = after + 1;
  }

  /** With the last of so many requests it ends when that has arrived: nobody ever gets an answer from then on. */
  endAfter(count: number): void {
    this.#untilEnd = count;
  }

  end(): void {
    this.#end.abort(new Error('The program was killed.'));
  }

  /** Aborted at the end. */
  get ended(): AbortSignal {
    return this.#end.signal;
  }

  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    if (this.ended.aborted) return never;
    const { pathname, searchParams } = new URL(String(input));
    const note = (status: string): number =>
      this.exchanges.push({ line: `${init?.method} ${pathname}${status}`, options: searchParams });
    if (this.#arriving === 0) {
      note('');
      throw new TypeError('The network is cut.');
    }
    this.#arriving -= 1;
    const response = await globalThis.fetch(input, init);
    this.#untilEnd -= 1;
    if (this.#untilEnd === 0) this.end();
    if (this.ended.aborted) return never;
    this.#untilLost -= 1;
    if (pathname === '/$batch' && response.ok && this.#untilLost !== 0) {
      const { requests }: { requests: Part[] } = JSON.parse(String(init?.body));
      const { responses }: { responses: { status: number }[] } = JSON.parse(await response.clone().text());
      requests.forEach(({ method, url }, at) => {
        const [path, query] = url.split('?');
        this.exchanges.push({
          line: `${method} /${path} ${responses[at]?.status}`,
          options: new URLSearchParams(query),
        });
      });
      return response;
    }
    note(this.#untilLost === 0 ? '' : ` ${response.status}`);
    if (this.#untilLost === 0) throw new TypeError('The answer is lost.');
    return response;
  };
}
