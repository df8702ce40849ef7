/** A way to a server of this machine that is as long as one through the world. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Way } from './delaying-thread.ts';

/** Everything that goes through arrives so many milliseconds later, both ways; a new connection waits for none. */
export async function openDelay({ hostname, port }: URL, oneWayMs: number) {
  const workerData: Way = { host: hostname, port: Number(port), oneWayMs };
  // What the clients do with an answer must not keep the next request from being on its way.
  const thread = new Worker(new URL('delaying-thread.ts', import.meta.url), { workerData });
  const [listening]: unknown[] = await once(thread, 'message');
  return { url: new URL(`http://127.0.0.1:${listening}`), close: () => thread.terminate() };
}
