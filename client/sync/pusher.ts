/** Pushes of one client: what it has learnt of its server, and the id under which the server knows it. */
import { SyncError } from '../sync-error.ts';
import type { Wire } from '../transport/operation-request.ts';
import type { Device } from './device.ts';
import { type PushOptions, type PushResult, pushQueue } from './push.ts';
import type { TableSettings } from './table-settings.ts';

/** Whether to try at once again when a push is about to end with this error; asked up to five times an operation. */
export type RetryChoice = (error: SyncError) => boolean | Promise<boolean>;

export class Pusher {
  readonly #device: Device;
  readonly #settings: TableSettings;
  readonly #retries: RetryChoice | undefined;
  #replaces = false;

  constructor(device: Device, settings: TableSettings, retries: RetryChoice | undefined) {
    this.#device = device;
    this.#settings = settings;
    this.#retries = retries;
  }

  /** One push; only ever one at a time. */
  async push(options: PushOptions): Promise<PushResult> {
    checkParallel(options.parallel);
    const device = this.#device;
    return pushQueue(
      {
        device,
        wire: await this.#wire(),
        signal: options.signal,
        columnsOf: this.#settings.columnsOf,
        handlerOf: this.#settings.handlerOf,
        retries: this.#retries,
        prefersReplace: () => {
          this.#replaces = true;
        },
      },
      options,
    );
  }

  async #wire(): Promise<Wire> {
    const { protocol } = this.#device.transport;
    return {
      protocol,
      replaces: this.#replaces,
      clientId: protocol === '3.0' ? await clientId(this.#device) : undefined,
    };
  }
}

/** The id under which the server remembers this device's operations; it lives in the store that has their numbers. */
async function clientId({ openStore, environment }: Device): Promise<string> {
  const store = await openStore();
  return store.transact('edit', async ({ config }) => {
    const [known] = await config.get(['clientId']);
    if (typeof known === 'string') return known;
    const id = environment.uuid();
    await config.put([['clientId', id]]);
    return id;
  });
}

function checkParallel(parallel = 1): void {
  if (Number.isSafeInteger(parallel) && parallel >= 1 && parallel <= 8) return;
  throw new SyncError('invalid-option', `parallel takes a whole number from 1 to 8, not ${parallel}.`);
}
