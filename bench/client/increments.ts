/** What it takes to bring 10 records that have changed to a device that has all 10,000. */
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { type HttpClient, openHttpClient } from '../http-client.ts';
import type { Figure } from '../report.ts';
import { type Known, pageCall, updateCall } from '../works.ts';
import { openAzure } from './azure-device.ts';
import { openOurs } from './our-device.ts';
import { openPouch, touchPouch } from './pouch.ts';
import { startFilled } from './services.ts';
import { type Taken, takeTurns, timed } from './turns.ts';

const changes = 10;
const rounds = 9;

/** The devices, in the folder, pull everything first. */
export async function measureIncrements(folder: string, betweenRounds: () => void): Promise<Figure[]> {
  const service = await startFilled(folder);
  const { url, pouch } = service;
  const newFolder = (): string => mkdtempSync(join(folder, 'increments-'));
  const devices = {
    ours: openOurs(url, newFolder()),
    azure: await openAzure(url, newFolder(), 'NORMAL'),
    pouch: openPouch(pouch, newFolder()),
  };
  const ours = counted(devices.ours.requests, () => devices.ours.todos.pull(devices.ours.todos, 'all'));
  const azure = counted(devices.azure.requests, () => devices.azure.todos.pull(null, 'all', {}));
  const sides = { ours: ours.pull, azure: azure.pull, pouch: () => timed(() => devices.pouch.pull()) };
  for (const pull of Object.values(sides)) await pull();
  const server = openHttpClient(url, 1);
  let round = 0;
  const turns = await takeTurns<keyof typeof sides>(rounds, sides, async () => {
    betweenRounds();
    round += 1;
    await changeSome(server, `change ${round}`);
    await touchPouch(pouch, changes, `change ${round}`);
  });
  for (const { todos } of [devices.ours, devices.azure]) check(await todos.read(), `change ${round}`);
  server.close();
  await Promise.all([devices.ours.client.close(), devices.azure.close(), devices.pouch.close()]);
  await service.close();
  const name = `incremental pull of ${changes} of 10,000 records`;
  const titles = { ours: 'ours', azure: 'azure-mobile-apps-client', pouch: 'PouchDB' };
  const against = turns.against(titles, name);
  return [
    { name: `${name}: requests of ours`, value: ours.most(), target: { exactly: 1 } },
    { name: `${name}: requests of ${titles.azure}`, value: azure.most() },
    against('azure', 'ours', 4),
    against('pouch', 'ours'),
    ...turns.medians(titles, name),
  ];
}

/** A pull that notes how many requests it takes. */
function counted(requests: () => number, pull: () => PromiseLike<unknown>) {
  const counts: number[] = [];
  return {
    async pull(): Promise<Taken> {
      const before = requests();
      const taken = await timed(pull);
      counts.push(requests() - before);
      return taken;
    },
    /** Of one pull in the rounds. */
    most: () => Math.max(...counts.slice(-rounds)),
  };
}

/** Updates the records that were changed longest ago. */
export async function changeSome(server: HttpClient, change: string): Promise<void> {
  const { answers } = await server.run([pageCall(changes)]);
  const records: readonly Known[] = JSON.parse(answers[0]?.body.toString() ?? '[]');
  await server.run(records.map((record) => updateCall(record, change)));
}

function check(todos: readonly { readonly text: string | null }[], change: string): void {
  const changed = todos.filter(({ text }) => text?.includes(`(${change})`)).length;
  if (changed !== changes) throw new Error(`${changed} changes arrived, not ${changes}.`);
}
