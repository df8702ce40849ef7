/** What it takes to bring 10,000 records to a device that has none. */
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import type { Figure } from '../report.ts';
import { openAzure } from './azure-device.ts';
import { openOurs } from './our-device.ts';
import { openPouch } from './pouch.ts';
import { records, startFilled } from './services.ts';
import { type Taken, type Turns, takeTurns, timed } from './turns.ts';

const rounds = 5;

type Side = 'ours' | 'oursBy50' | 'azure' | 'azureBy1000' | 'pouch' | 'pouchBy1000';

/** Each turn has a device of its own, in the folder. */
export async function measurePulls(folder: string, betweenRounds: () => void): Promise<Figure[]> {
  const { url, pouch, close } = await startFilled(folder);
  const newFolder = (): string => mkdtempSync(join(folder, 'pulls-'));
  const check = (arrived: number): void => {
    if (arrived !== records) throw new Error(`${arrived} records arrived, not ${records}.`);
  };
  const ours = (pageSize: number) => async (): Promise<Taken> => {
    const { client, todos } = openOurs(url, newFolder());
    const taken = await timed(() => todos.pull(todos, 'all', { pageSize }));
    check((await todos.read()).length);
    await client.close();
    return taken;
  };
  const azure = (pageSize: number) => async (): Promise<Taken> => {
    const device = await openAzure(url, newFolder(), 'NORMAL');
    const taken = await timed(() => device.todos.pull(null, 'all', { pageSize }));
    check((await device.todos.read()).length);
    await device.close();
    return taken;
  };
  const fromPouch = (batchSize?: number) => async (): Promise<Taken> => {
    const device = openPouch(pouch, newFolder());
    const taken = await timed(() => device.pull(batchSize));
    check(await device.count());
    await device.close();
    return taken;
  };
  const sides = {
    ours: ours(1000),
    oursBy50: ours(50),
    azure: azure(50),
    azureBy1000: azure(1000),
    pouch: fromPouch(),
    pouchBy1000: fromPouch(1000),
  };
  const turns = await takeTurns<Side>(rounds, sides, betweenRounds);
  await close();
  return figuresOf(turns);
}

function figuresOf(turns: Turns<Side>): Figure[] {
  const name = 'pull of 10,000 records';
  const titles = {
    ours: 'ours, 1,000 a page',
    oursBy50: 'ours, 50 a page',
    azure: 'azure-mobile-apps-client, 50 a page as it does by itself',
    azureBy1000: 'azure-mobile-apps-client, 1,000 a page',
    pouch: 'PouchDB, 100 a batch as it does by itself',
    pouchBy1000: 'PouchDB, 1,000 a batch',
  } as const satisfies Record<Side, string>;
  const against = turns.against(titles, name);
  return [
    against('azure', 'ours', 12),
    against('azureBy1000', 'ours', 12),
    against('azure', 'oursBy50', 3),
    against('pouch', 'ours', 8),
    against('pouchBy1000', 'ours', 8),
    ...turns.medians(titles, name),
  ];
}
