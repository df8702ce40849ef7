/** The services that clients are measured with. */
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { bundleWorkers, fill, startWorkers } from '../workerd.ts';
import { startPouch } from './pouch.ts';

/** How many records the filled ones have. */
export const records = 10_000;

/** Our service, a process with a database of its own in the folder, and so many records in it. */
export async function startOurs(folder: string, count: number) {
  const data = mkdtempSync(join(folder, 'service-'));
  const pathOf = await bundleWorkers(data, { service: 'src/index.ts' });
  const { miniflare, database } = await startWorkers(data, 'service', { service: pathOf('service') });
  if (count > 0) await fill(database, count);
  return { url: await miniflare.unsafeGetDirectURL('service'), close: () => miniflare.dispose() };
}

/** Our service and that of PouchDB, each with all the records. */
export async function startFilled(folder: string) {
  const ours = await startOurs(folder, records);
  const pouch = await startPouch(mkdtempSync(join(folder, 'pouch-')), records);
  return {
    url: ours.url,
    pouch,
    async close() {
      pouch.close();
      await ours.close();
    },
  };
}
