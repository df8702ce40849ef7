/** No answer depends on what its user may not see: hidden columns, the server's own tables, the records of others. */
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { runs } from '../../runs.ts';
import { db } from '../database.ts';
import { dumpDatabase } from '../dump.ts';
import { ask } from '../injection/hostile.ts';
import * as tables from '../tables.ts';
import { askedOf, type Column, written } from './asked.ts';
import { isReference, type SomeRequest, someRequest, unlisted } from './requests.ts';
import { enter, prepareWorlds, sameEverywhere, tokenFromStart, type World } from './worlds.ts';

let columns: readonly Column[] = [];

beforeAll(async () => {
  await prepareWorlds();
  const names = ['sync_journal', 'sync_client', 'sync_floor', 'sync_epoch', ...Object.keys(tables)];
  const infos = await db.read(names.map((table) => ({ sql: `PRAGMA table_info("${table}")`, params: [] })));
  columns = [
    ...unlisted.map((name) => ({ table: 'todoitem', name })),
    ...infos.flatMap((info, at) => info.map(({ name }) => ({ table: names[at] ?? '', name: String(name) }))),
  ];
});

const members = new Map(Object.values(tables).map((table) => [table.name, table.members]));

/** Whether a list names what is no member of its records, and so has to be refused. */
function isOutside(request: SomeRequest): boolean {
  if (!('reach' in request)) return false;
  const { list, reach } = request;
  return isReference(reach.form) && members.get(list.table)?.has(written(columns, reach).name) === false;
}

const openTokens = (text: string): string =>
  text.replaceAll(/(?<=(?:skip|delta)token=)[\w-]+/g, (token) => atob(token.replaceAll('-', '+').replaceAll('_', '/')));

type Exchange = { readonly asked: string; readonly status: number; readonly answer: string };

/** What ann is answered in a world, to the byte, one request after the other. */
async function answersIn(world: World, requests: readonly SomeRequest[]): Promise<readonly Exchange[]> {
  await enter(world);
  const app = sameEverywhere();
  const fetch = async (path: string, init: RequestInit = {}) =>
    app.fetch(new Request(`http://test.local${path}`, init), {});
  const exchanges: Exchange[] = [];
  for (const request of requests) {
    const { version } = 'write' in request ? request.write : request.list;
    const asked = askedOf(columns, request);
    const { status, headers, text } = await ask(version, asked, fetch);
    if (isOutside(request))
      expect([asked, status, text]).toEqual([asked, 400, expect.stringContaining('invalid_query')]);
    const answer = status < 300 ? openTokens([...headers, text].join('\n')) : [...headers, text].join('\n');
    exchanges.push({ asked: JSON.stringify(asked), status, answer });
  }
  return exchanges;
}

test.each(['a', 'b'] as const)('world %s has a canary in each hidden place', async (world) => {
  await enter(world);
  const stored = [...(await dumpDatabase())];
  const has = (table: string, cell: RegExp) =>
    stored.some((row) => row.startsWith(`{"table":"${table}"`) && cell.test(row));
  for (const table of ['todoitem', 'kitchen', 'diary']) {
    expect([table, has(table, /"id":"r1".*"prevVersion":"canary/)]).toEqual([table, true]);
    expect([table, has(table, /"owner":"bob".*"text":"canary/)]).toEqual([table, true]);
  }
  expect(has('sync_journal', /"pk":"canary.*"hash":"canary.*"grp":"canary/)).toBe(true);
  expect(has('sync_client', /"client":"canary/)).toBe(true);
  expect(has('note', /"text":"canary/)).toBe(true);
});

test('random requests are answered alike in both worlds, and no canary is ever seen', async () => {
  const statuses = new Map<number, number>();
  const some = fc.array(someRequest, { minLength: 1, maxLength: 40, size: 'max' });
  await fc.assert(
    fc.asyncProperty(some, async (requests) => {
      const [a, b] = [await answersIn('a', requests), await answersIn('b', requests)];
      expect(b).toEqual(a);
      for (const { asked, status, answer } of a) {
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        // Where ann has written "canary" herself, both worlds show hers alone.
        if (!asked.includes('canary')) expect([asked, answer]).toEqual([asked, expect.not.stringMatching(/canary/i)]);
      }
    }),
    runs(100),
  );
  expect([...statuses.keys()]).toEqual(expect.arrayContaining([200, 201, 400, 404]));
});

const polled = [tables.diary, tables.kitchen, tables.todoitem];

test.each(polled)('all changes of $name are told alike in both worlds, without a canary', async (table) => {
  const { name } = table;
  const told = async (world: World): Promise<string> => {
    await enter(world);
    const address = `http://test.local/tables/${name}?$deltatoken=${tokenFromStart(table)}`;
    const answer = await sameEverywhere().fetch(new Request(address, { headers: { 'x-test-user': 'ann' } }), {});
    return openTokens([...answer.headers, await answer.text()].join('\n'));
  };
  const a = await told('a');
  expect(await told('b')).toBe(a);
  expect(a).toContain('{"id":"r4","@removed":{"reason":"deleted"}}');
  expect(a.includes('{"id":"gone","@removed":{"reason":"changed"}}')).toBe(name !== 'todoitem');
  expect(a).not.toMatch(/canary/i);
});
