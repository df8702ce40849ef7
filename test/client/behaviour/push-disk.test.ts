import { describe, expect, test } from 'vitest';
import { createClient } from '../../../client/client.ts';
import { PlainService } from '../model/plain-service.ts';
import { FailingDisk } from './failing-disk.ts';

type Tables = { item: { id: string; text: string } };

async function openFilled(batches: boolean) {
  const service = new PlainService(batches);
  const disk = new FailingDisk();
  const environment = { fetch: service.fetch, openChannel: undefined };
  const client = createClient<Tables>({ url: 'http://service', store: disk.kind, environment });
  const items = client.syncTable('item');
  for (const id of ['a', 'b']) await items.insert({ id, text: id });
  await items.pull(items, 'all');
  await items.update({ id: 'a', text: 'changed' });
  await items.remove('b');
  await items.insert({ id: 'c', text: 'new' });
  return { service, disk, client, items };
}

describe('a push whose store fails', () => {
  test.each([
    ['a request each', false],
    ['many in one request', true],
  ])(
    '100: whichever write it is, the push says so, and the next one brings everything up once, %s',
    async (_, batches) => {
      const ends: string[] = [];
      for (let good = 0; ends.at(-1) !== 'done'; good += 1) {
        const { service, disk, client, items } = await openFilled(batches);
        disk.good = good;
        const before = service.writes;
        ends.push(
          await client.syncContext.push().then(
            () => 'done',
            ({ code }) => code,
          ),
        );
        disk.good = Number.POSITIVE_INFINITY;
        expect(new Map((await items.read()).map(({ id, text }) => [id, text]))).toEqual(
          new Map([
            ['a', 'changed'],
            ['c', 'new'],
          ]),
        );
        expect((await client.syncContext.push()).errors).toEqual([]);
        expect(await client.syncContext.pendingCount()).toBe(0);
        expect([...service.live().keys()]).toEqual(['a', 'c']);
        expect(service.live().get('a')).toMatchObject({ text: 'changed' });
        expect(service.writes - before).toBe(3);
      }
      expect(ends.slice(0, -1)).toEqual(ends.slice(0, -1).map(() => 'cancelled-by-store'));
      // Of the answers, which are written at once, one that fails is written again.
      expect(ends.length).toBeGreaterThan(1);
    },
  );
});

test('operations that are sent one by one, and answered soon, do not wait for the disk one by one', async () => {
  const { disk, client, items } = await openFilled(false);
  for (let made = 0; made < 60; made += 1) await items.insert({ id: `new ${made}`, text: '' });
  disk.good = 1000;
  expect((await client.syncContext.push()).completed).toBe(63);
  expect(1000 - disk.good).toBeLessThan(15);
});
