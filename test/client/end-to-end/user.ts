/** A user of a test: the records of no other can be seen, so that all tests share one service. */
import { expect } from 'vitest';
import type { JsonRecord } from '../../../client/index.ts';
import type { OpenKind } from '../store/contract/stores.ts';
import { Device, type DeviceOptions } from './device.ts';

type TableName = 'todoitem' | 'list' | 'kitchen';

export class User {
  readonly name = `user-${crypto.randomUUID()}`;
  readonly service: string;
  readonly #openKind: OpenKind;

  constructor(service: string, openKind: OpenKind) {
    this.service = service;
    this.#openKind = openKind;
  }

  /** A new device, with nothing in its store. */
  openDevice(options: DeviceOptions = {}): Promise<Device> {
    const tokens = { token: () => this.name };
    const storeName = `device-${crypto.randomUUID()}`;
    return Device.open({
      openKind: this.#openKind,
      options: { url: this.service, tokens, storeName, ...options },
    });
  }

  /** What the service has, in the order in which it was written; removed records too, with `true`. */
  async onServer(table: TableName = 'todoitem', removed = false): Promise<readonly JsonRecord[]> {
    const options = `$orderby=updatedAt${removed ? '&__includeDeleted=true' : ''}`;
    const answer = await this.#ask('GET', `/tables/${table}?${options}`);
    const { items }: { items: readonly JsonRecord[] } = await answer.json();
    return items;
  }

  /** Has the service make so many items at once: `item-1` with the text `Item 1` and so many dots, and so on. */
  async fill(count: number, dots = 0): Promise<void> {
    await this.#ask('POST', `/api/fill/${count}/${dots}`);
  }

  async #ask(method: string, path: string): Promise<Response> {
    const headers = { 'ZUMO-API-VERSION': '3.0.0', 'X-ZUMO-AUTH': this.name, Prefer: 'odata.maxpagesize=1000' };
    const answer = await fetch(this.service + path, { method, headers });
    expect(answer.ok).toBe(true);
    return answer;
  }
}

/** Gives a user with no records and no device. */
export type NewUser = () => User;
