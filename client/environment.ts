/** What the client takes from where it runs; a test or a simulator gives its own. */

export type Environment = {
  readonly fetch: typeof globalThis.fetch;
  /** Milliseconds since 1970; for waiting and for reading `Retry-After`, never for order. */
  readonly now: () => number;
  /** At least 0, less than 1. */
  readonly random: () => number;
  readonly uuid: () => string;
  /** Runs the work when no other tab or process of this origin runs work under this name; alone in its own process at once. */
  readonly exclusively: <Result>(name: string, work: () => Promise<Result>) => Promise<Result>;
  /** Tells the other tabs; undefined where there are none. */
  readonly openChannel: ((name: string) => BroadcastChannel) | undefined;
};

/** The real one; everything is looked up when it is used, so that importing the client does nothing. */
export const realEnvironment: Environment = {
  fetch: (input, init) => globalThis.fetch(input, init),
  now: () => Date.now(),
  random: () => Math.random(),
  uuid: () => randomUuid(),
  exclusively: async (name, work) => {
    const locks = globalThis.navigator?.locks;
    if (locks === undefined) return work();
    let begun = false;
    const begin = (): ReturnType<typeof work> => {
      begun = true;
      return work();
    };
    try {
      return await locks.request(name, begin);
    } catch (error) {
      // A frame with an origin of its own has locks that refuse it.
      if (begun) throw error;
      return work();
    }
  },
  get openChannel() {
    const Channel = globalThis.BroadcastChannel;
    return Channel === undefined ? undefined : (name: string) => new Channel(name);
  },
};

/** A version 4 UUID (RFC 9562 §5.4); pages without TLS have no `crypto.randomUUID`, some phones no `crypto` at all. */
function randomUuid(): string {
  const { crypto } = globalThis;
  if (crypto?.randomUUID !== undefined) return crypto.randomUUID();
  const bytes = Array.from({ length: 16 }, () => Math.floor(Math.random() * 256));
  crypto?.getRandomValues?.(new Uint8Array(16)).forEach((byte, i) => {
    bytes[i] = byte;
  });
  const hex = bytes.map((byte, i) => (i === 6 ? (byte & 0x0f) | 0x40 : i === 8 ? (byte & 0x3f) | 0x80 : byte));
  const text = hex.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join('-');
}
