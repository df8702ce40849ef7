/**
 * What a user is answered depends on nothing that others have: the same requests of ann, in two worlds in which bob
 * does different things in between, have the same answers to the byte, but for what everybody is told of the clock.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { runs } from '../../runs.ts';
import { driver } from '../database.ts';
import type { Answer, Session } from './session.ts';
import { type Step, someTrace } from './step.ts';
import { canary, openWorlds, type World } from './world.ts';

let worlds: readonly World[] = [];
const log = vi.spyOn(console, 'error');

beforeAll(async () => {
  worlds = await openWorlds();
});
afterAll(() => log.mockRestore());

/** What may differ: times, the head of the journal and the session, which tell that something was written, not what. */
const masked = (text: string): string =>
  text
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>')
    .replaceAll(/(?<=last-modified)[,:"]+[^"\n]*GMT/gi, '<time>')
    .replaceAll(/\d{10,}\.[0-9a-f]{16}/g, '<head>')
    .replaceAll(/(?<=x-d1-bookmark,).*/g, '<bookmark>')
    .replaceAll(/(?<=(?:skip|delta)token=)[\w-]+/g, '<token>');

async function act(step: Step, ann: Session, bob: Session, world: number): Promise<readonly Answer[]> {
  if ('path' in step) return [await ann.send({ method: step.method, url: step.path, headers: {} })];
  if (step.by === 'ann') return ann.ask(step.asks, step.batched);
  if (step.world === world) await bob.ask(step.asks, step.batched);
  return [];
}

/** What ann is answered in a world, in order. */
async function answersIn(
  world: number,
  trace: readonly Step[],
  number: number,
  lane: number,
): Promise<readonly Answer[]> {
  const opened = worlds[world];
  if (opened === undefined) throw new Error('There are two worlds.');
  const [ann, bob] = [opened.open('ann', number, lane), opened.open('bob', number, lane)];
  const answers: Answer[] = [];
  for (const step of trace) answers.push(...(await act(step, ann, bob, world)));
  return answers;
}

const shown = ({ asked, status, text }: Answer) => ({ asked: masked(asked), status, text: masked(text) });

/** How often ten traces are tried, and which answers so many of them do meet. */
const [tens, met] = driver === 'd1' ? [200, [200, 201, 204, 400, 404, 405, 409, 410, 412]] : [20, [200, 400, 404, 409]];

/** Each is one of users of its own, so that ten at once are ten. */
const tenTraces = fc.array(someTrace, { minLength: 10, maxLength: 10 });

test('ann is answered the same, whatever bob does', async () => {
  const statuses = new Map<number, number>();
  let traces = 0;
  const compare = async (trace: readonly Step[], lane: number): Promise<void> => {
    traces += 1;
    const number = traces;
    const [here, there] = await Promise.all([answersIn(0, trace, number, lane), answersIn(1, trace, number, lane)]);
    expect(here.map(shown)).toEqual(there.map(shown));
    for (const { asked, status, text } of [...here, ...there]) {
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (status >= 500 || text.includes(canary)) expect.unreachable(`${asked} is answered ${status} ${text}`);
    }
  };
  await fc.assert(
    fc.asyncProperty(tenTraces, async (ten) => {
      await Promise.all(ten.map(compare));
    }),
    runs(tens),
  );
  expect(log.mock.calls.filter(([line]) => String(line).includes(canary))).toEqual([]);
  // biome-ignore lint/suspicious/noConsole: how much was compared
  console.log(`${traces} traces; answers by status: ${JSON.stringify(Object.fromEntries(statuses))}`);
  expect([...statuses.keys()]).toEqual(expect.arrayContaining(met));
}, 900_000);
