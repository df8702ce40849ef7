/**
 * Requests and answers whose text is there at once: those of the runtime stream it, which in a simulation is only slow.
 */

/** A response with its body as one text; it can be read more than once. */
export class WholeResponse extends Response {
  readonly #text: string;

  /** @throws Error for a body that is no text: nothing in a simulation streams */
  constructor(body?: BodyInit | null, init?: ResponseInit) {
    super(null, init);
    if (typeof body !== 'string' && body !== null && body !== undefined)
      throw new Error('An answer of a simulation is a text.');
    this.#text = body ?? '';
  }

  override async text(): Promise<string> {
    return this.#text;
  }

  override async json(): Promise<unknown> {
    return JSON.parse(this.#text);
  }
}

/** A request with its body as one text. */
export class WholeRequest extends Request {
  readonly #text: string;

  constructor(input: string | URL | Request, { body, ...init }: RequestInit = {}) {
    super(input, init);
    this.#text = typeof body === 'string' ? body : '';
  }

  override async text(): Promise<string> {
    return this.#text;
  }

  override async arrayBuffer(): Promise<ArrayBuffer> {
    return Uint8Array.from(Buffer.from(this.#text)).buffer;
  }
}
