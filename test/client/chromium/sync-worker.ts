/** The app in a worker: answers messages `[name, ...arguments]` with what the function gives or fails with. */
import * as app from './sync-page.ts';

const functions = new Map<unknown, unknown>(Object.entries(app));

addEventListener('message', async ({ data: [name, ...args], ports }) => {
  try {
    const called = functions.get(name);
    if (typeof called !== 'function') throw new Error(`The app has no "${name}".`);
    ports[0]?.postMessage({ result: await called(...args) });
  } catch (error) {
    ports[0]?.postMessage({ error: String(error) });
  }
});
