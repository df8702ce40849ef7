/** `test` with a service of Azure Mobile Apps of its own, and devices of it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { test as plainTest } from 'vitest';
import { type JsonRecord, memoryStore } from '../../client/index.ts';
import type { Device, DeviceOptions } from '../client/end-to-end/device.ts';
import { User } from '../client/end-to-end/user.ts';

type Legacy = {
  readonly url: string;
  /** A new device, with nothing in its store. */
  openDevice(options?: DeviceOptions): Promise<Device>;
  /** What the service has, in the order in which it was written; removed records too, with `true`. */
  records(removed?: boolean): Promise<readonly JsonRecord[]>;
};

const program = fileURLToPath(new URL('service.ts', import.meta.url));

export const test = plainTest.extend<{ readonly service: Legacy }>({
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern that this fixture needs no other
  service: async ({}, use) => {
    const child = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(child, 'exit');
    const [printed] = await Promise.race([once(child.stdout, 'data'), ended]);
    const url = String(printed);
    if (!url.startsWith('http')) throw new Error('The service did not start.');
    const store = memoryStore();
    const user = new User(url, () => store);
    await use({
      url,
      openDevice: (options) => user.openDevice({ protocol: '2.0', tokens: { token: () => undefined }, ...options }),
      async records(removed = false) {
        const options = `$orderby=updatedAt${removed ? '&__includeDeleted=true' : ''}`;
        const headers = { 'ZUMO-API-VERSION': '2.0.0' };
        const answer = await fetch(`${url}/tables/todoitem?${options}`, { headers });
        const records: readonly JsonRecord[] = await answer.json();
        return records;
      },
    });
    child.kill();
    await ended;
  },
});
