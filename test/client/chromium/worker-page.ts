/** A page whose app runs in a worker, under the same policy. */
import type * as app from './sync-page.ts';

const worker = new Worker(`/sync-worker.js${location.search}`);

/** What this function of the app gives, there. */
export function ask(name: keyof typeof app, ...args: readonly unknown[]): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => ('error' in data ? reject(new Error(data.error)) : resolve(data.result));
    worker.postMessage([name, ...args], [port2]);
  });
}
