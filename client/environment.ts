/** What the client takes from where it runs; a test or a simulator gives its own. */

/** What tabs hear each other by. */
export type Channel = Pick<BroadcastChannel, 'postMessage' | 'addEventListener' | 'close'> & {
  /** In Node, listening alone would keep the program alive. */
  readonly unref?: () => unknown;
};

export type Environment = {
  readonly fetch: typeof globalThis.fetch;
  /** Milliseconds since 1970; for waiting and for reading `Retry-After`, never for order. */
  readonly now: () => number;
  readonly uuid: () => string;
  /**
   * Runs the work when no other tab or process of this origin runs work under this name; alone in its own process at
   * once.
   */
  readonly exclusively: <Result>(name: string, work: () => Promise<Result>) => Promise<Result>;
  /** Tells the other tabs; nobody where there are none. */
  readonly openChannel: ((name: string) => Channel | undefined) | undefined;
};

/** The real one; everything is looked up when it is used, so that importing the client does nothing. */
export const realEnvironment: Environment = {
  fetch: (input, init) => globalThis.fetch(input, init),
  now: () => Date.now(),
  uuid: () => globalThis.crypto?.randomUUID?.() ?? drawnUuid(),
  exclusively: async (name, work) => {
    let begun: ReturnType<typeof work> | undefined;
    const begin = (): ReturnType<typeof work> => {
      begun ??= work();
      return begun;
    };
    // A frame with an origin of its own has locks that refuse it; how the work ends is told by itself.
    await globalThis.navigator?.locks?.request(name, begin).catch(() => undefined);
    return begin();
  },
  openChannel: (name) => globalThis.BroadcastChannel && new BroadcastChannel(name),
};

/** At least 0, less than 1. */
export const drawn = (): number => Math.random();

/** A version 4 UUID (RFC 9562 §5.4); pages without TLS have no `crypto.randomUUID`, some phones no `crypto` at all. */
const drawnUuid = (): string =>
  'xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx'.replace(/x/g, () => {
    const byte = globalThis.crypto?.getRandomValues?.(new Uint8Array(1))[0] ?? drawn() * 16;
    return (byte & 15).toString(16);
  });
