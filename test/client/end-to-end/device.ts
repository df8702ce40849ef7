/** A device of a test: a client with a store and a network of its own. */
import { expect, onTestFinished } from 'vitest';
import {
  type Client,
  type ClientOptions,
  createClient,
  type Environment,
  type JsonRecord,
  type StoreKind,
} from '../../../client/index.ts';
import type * as tables from '../../worker/owned/tables.ts';
import type { OpenKind } from '../store/contract/stores.ts';
import { Network } from './network.ts';

export type DeviceOptions = Partial<Omit<ClientOptions, 'environment' | 'store' | 'storeName'>>;

type Parts = {
  readonly openKind: OpenKind;
  readonly options: DeviceOptions & Pick<ClientOptions, 'url' | 'storeName'>;
};

export class Device {
  readonly network = new Network();
  readonly client: Client<typeof tables>;
  readonly #parts: Parts;

  private constructor(store: StoreKind, parts: Parts) {
    this.#parts = parts;
    const { fetch, ended } = this.network;
    const environment = { fetch, exclusively: releasedAt(ended) };
    this.client = createClient({ ...parts.options, store, environment });
    onTestFinished(() => (ended.aborted ? undefined : this.client.close()));
  }

  static async open(parts: Parts): Promise<Device> {
    return new Device(await parts.openKind(), parts);
  }

  get context() {
    return this.client.syncContext;
  }
  get todos() {
    return this.client.syncTable('todoitem');
  }
  get lists() {
    return this.client.syncTable('list');
  }
  get kitchen() {
    return this.client.syncTable('kitchen');
  }

  /** Starts the work, and kills the program when the last of so many requests has arrived, before it is answered. */
  async killIn(work: (device: Device) => Promise<unknown>, arrived: number): Promise<void> {
    this.network.endAfter(arrived);
    await expect(work(this)).rejects.toThrow('The program was killed.');
  }

  /** The same device with its program started again, maybe in another version; whatever ran is killed, not ended. */
  async restart(changes: DeviceOptions = {}): Promise<Device> {
    const { openKind, options } = this.#parts;
    this.network.end();
    return Device.open({ openKind, options: { ...options, ...changes } });
  }

  /**
   * The same device, in whose store somebody has changed what the service's copies of items are; undefined for none.
   */
  async reopenWith(copies: Readonly<Record<string, JsonRecord | undefined>>): Promise<Device> {
    await this.client.close();
    const kind = await this.#parts.openKind();
    const store = await kind.open(`${this.#parts.options.storeName} `);
    await store.transact('edit', async (transaction) => {
      const records = transaction.records('todoitem');
      await records.delete(Object.keys(copies));
      const known = Object.entries(copies).flatMap(([id, server]) => (server ? [[id, { server }] as const] : []));
      await records.put(known);
    });
    await store.close();
    return Device.open(this.#parts);
  }

  /** What the quickstarts do at launch and at the refresh gesture. */
  async sync(): Promise<void> {
    await this.context.push();
    await this.todos.pull(this.todos, 'all-todos');
  }

  /** The texts of all items that the app shows, in order. */
  async texts(): Promise<readonly (string | null)[]> {
    const items = await this.todos.orderBy('text').read();
    return items.map(({ text }) => text);
  }

  /** What waits, like `update milk queued`. */
  async queue(): Promise<readonly string[]> {
    const operations = await this.context.pendingOperations();
    return operations.map(({ action, id, state }) => `${action} ${id} ${state}`);
  }
}

/** Locks as a device has them: who is killed holds none any more. */
function releasedAt(end: AbortSignal): Environment['exclusively'] {
  const killed = new Promise<never>((_, reject) => {
    end.addEventListener('abort', () => reject(end.reason));
  });
  killed.catch(() => undefined);
  return (name, work) => navigator.locks.request(name, () => Promise.race([work(), killed]));
}
