/** One client at work on a device: until it crashes, whenever it waits for anything. */
import {
  type Client,
  createClient,
  type ErrorHandler,
  type Listener,
  type LocalStore,
  SyncError,
  type TokenSource,
} from '../../client/index.ts';
import { never } from './never.ts';
import type { Random } from './random.ts';
import type { Fetch } from './seams.ts';
import { beginningMs, type Timeline } from './timeline.ts';

/** So short that it comes several times in a run. */
const verifyEveryMs = 30_000;

type AnyRecord = { readonly id: string; readonly [member: string]: unknown };
/** Whatever tables there are. */
type AnyTables = { readonly [table: string]: AnyRecord };

type TabOptions = {
  readonly timeline: Timeline;
  readonly random: Random;
  readonly user: string;
  readonly tokens: TokenSource;
  readonly clockOffsetMs: number;
  readonly connect: (isAlive: () => boolean) => Fetch;
  readonly openStore: () => Promise<LocalStore>;
  /** Undefined where there are none. */
  readonly locks: Locks | undefined;
  readonly onConflict: ErrorHandler | undefined;
  readonly onError: ErrorHandler;
  readonly onEvent: Listener;
};

/** Work under a name, one after the other, for all tabs of a device. */
export class Locks {
  #holder: Tab | undefined;
  readonly #waiting: { readonly tab: Tab; readonly enter: () => void }[] = [];

  async run<Result>(tab: Tab, work: () => Promise<Result>): Promise<Result> {
    if (this.#holder !== undefined) await new Promise<void>((enter) => this.#waiting.push({ tab, enter }));
    this.#holder = tab;
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  /** A tab that is gone holds nothing, and waits for nothing. */
  drop(tab: Tab): void {
    for (let at = this.#waiting.length - 1; at >= 0; at -= 1)
      if (this.#waiting[at]?.tab === tab) this.#waiting.splice(at, 1);
    if (this.#holder === tab) this.#leave();
  }

  #leave(): void {
    this.#holder = undefined;
    this.#waiting.shift()?.enter();
  }
}

export class Tab {
  alive = true;
  readonly client: Client<AnyTables>;
  readonly #options: TabOptions;

  constructor(options: TabOptions) {
    this.#options = options;
    const { timeline, random, user, tokens, locks, onConflict, onError } = options;
    this.client = createClient<AnyTables>({
      url: 'http://service',
      user,
      store: { open: async () => this.#watch(await options.openStore()), delete: async () => undefined },
      tokens: { token: tokens.token, refresh: async () => this.#unlessDead(await tokens.refresh?.()) },
      onError,
      verifyEveryMs,
      ...(onConflict === undefined ? {} : { onConflict }),
      environment: {
        fetch: options.connect(() => this.alive),
        now: () => Math.floor(beginningMs + timeline.nowMs + options.clockOffsetMs),
        uuid: () => random.uuid(),
        exclusively: (_, work) => (locks === undefined ? work() : locks.run(this, work)),
        openChannel: undefined,
      },
    });
    this.client.syncContext.subscribe(options.onEvent);
  }

  /** Drops the client where it is. What its store has committed stays; nothing of it goes on. */
  crash(): void {
    this.alive = false;
    this.#options.locks?.drop(this);
  }

  /** Every transaction takes some time before it begins, and after its commit. */
  #watch(store: LocalStore): LocalStore {
    return {
      durable: store.durable,
      close: () => store.close(),
      transact: async (kind, work) => {
        await this.pause();
        const settled = await store.transact(kind, work).then(
          (value) => ({ value }),
          (error: unknown) => ({ error }),
        );
        await this.pause();
        if ('error' in settled) throw settled.error;
        return settled.value;
      },
    };
  }

  async pause(): Promise<void> {
    const { timeline, random } = this.#options;
    await timeline.sleep(random.between(0, random.chance(0.1) ? 60 : 3));
    await this.#unlessDead(undefined);
  }

  #unlessDead<Value>(value: Value): Value | Promise<Value> {
    return this.alive ? value : never();
  }
}

/** Whether the error is one that an app must live with: no network, or a record that is there already, or is not. */
export const isUsual = (error: unknown): boolean =>
  error instanceof SyncError && (error.code.startsWith('cancelled-by-') || usual.has(error.code));

const usual: ReadonlySet<string> = new Set([
  'operation-changed',
  'record-exists',
  'record-not-found',
  'pull-overtaken',
  'pending-operations',
  'closed',
]);
