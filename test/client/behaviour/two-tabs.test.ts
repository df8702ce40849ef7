/** Two tabs on one store that have no locks, so that they push and pull at the same time. */
import { expect, test } from 'vitest';
import type { Environment } from '../../../client/environment.ts';
import { memoryStore } from '../../../client/store/memory.ts';
import { type App, insert, list, openApp, pulls, queue, remove, stored, texts, update } from './app.ts';
import { ScriptedService } from './scripted-service.ts';
import { head, last, link, refuses, removed, tells, toldHead, tracked } from './tracked.ts';

const exclusively: Environment['exclusively'] = (_, work) => work();

function openTabs(): {
  readonly service: ScriptedService;
  readonly one: App;
  readonly other: App;
  readonly asked: string[];
} {
  const service = new ScriptedService();
  const asked: string[] = [];
  const environment = { fetch: service.fetch, openChannel: undefined, exclusively };
  const shared = { service, store: memoryStore(), environment };
  const open = (name: string): App =>
    openApp({
      ...shared,
      onConflict: (error) => {
        asked.push(`${name}: ${error.action} ${error.status}`);
        return error.clientWins();
      },
    });
  return { service, one: open('one'), other: open('other'), asked };
}

/** Of which one has pulled these todos, before the database was restored to an earlier time. */
async function openRestored(...items: Parameters<typeof stored>[]): Promise<ReturnType<typeof openTabs>> {
  const tabs = openTabs();
  tells(tabs.one, 1, ...items.map((item) => stored(...item)));
  await tabs.one.todos.pull(tabs.one.todos, 'all');
  refuses(tabs.one, 'rewound');
  return tabs;
}

test('a refusal that comes late is not taken for that of what was made of the operation meanwhile', async () => {
  const { service, one, other, asked } = openTabs();
  await pulls(one, stored('a', 'milk', 1));
  await one.todos.update({ id: 'a', text: 'oat milk' });
  const { promise: opened, resolve: open } = Promise.withResolvers<void>();
  const [theirs, mine] = [stored('a', 'soy milk', 2), stored('a', 'oat milk', 3)];
  let late: Promise<unknown> = Promise.resolve();
  const answerLate = (): unknown => {
    open();
    return late;
  };
  service
    .answers(update('a'), 412, theirs, { during: () => opened })
    .answers(update('a'), 412, theirs)
    .answers(update('a'), 200, mine, { during: answerLate })
    // Who was refused late asks about what is to be sent by now: the same operation to the service, which repeats
    // itself.
    .answers(update('a'), 200, mine, { headers: { 'Idempotent-Replayed': 'true' } });
  late = one.context.push();
  while (service.requests.length < 2) await new Promise((resolve) => setTimeout(resolve));
  await other.context.push();
  expect(asked).toEqual(['other: update 412']);
  const keys = service.requests.slice(1).map(({ headers }) => headers.get('Idempotency-Key'));
  expect(keys).toEqual([keys[0], keys[0], keys[2], keys[2]]);
  expect(await queue(one.context)).toEqual([]);
  expect(await texts(one)).toEqual({ a: 'oat milk' });
});

test.each([204, 404])(
  'what others wrote since a record was removed stays, if the %i comes after it',
  async (status) => {
    const { service, one, other } = openTabs();
    await pulls(one, stored('a', 'milk', 1), stored('b', 'bread', 1));
    await one.todos.remove('a');
    await one.todos.remove('b');
    const gone = status === 204 ? undefined : { code: 'not_found' };
    service
      .answers(remove('a'), status, gone, { during: () => pulls(other, stored('a', 'oat milk', 3)) })
      .answers(remove('b'), status, gone);
    await one.context.push();
    expect(await queue(one.context)).toEqual([]);
    expect(await texts(one)).toEqual({ a: 'oat milk' });
  },
);

test('a first pull asks what was removed once another tab has stored records in the table that was empty', async () => {
  const { service, one, other } = openTabs();
  const during = async (): Promise<void> => {
    await pulls(other, stored('a', 'milk'), stored('b', 'bread'));
    tells(one, 2, stored('b', 'bread'), removed('a', 'deleted'));
  };
  service.answers(list, 200, { items: [stored('b', 'bread')], deltaLink: link(1) }, { ...tracked, during });
  const { received } = await one.todos.pull(one.todos, 'all');
  expect(received).toBe(2);
  expect(last(one)?.options).toEqual({ __includeDeleted: 'true' });
  expect(await texts(one)).toEqual({ b: 'bread' });
});

test('a first pull is not begun once more for what was only written here meanwhile', async () => {
  const { service, one, other } = openTabs();
  const during = (): unknown => other.todos.insert({ id: 'a', text: 'milk' });
  service.answers(list, 200, { items: [stored('b', 'bread')], deltaLink: link(1) }, { ...tracked, during });
  await one.todos.pull(one.todos, 'all');
  expect(service.lines).toEqual([list]);
  expect(await texts(one)).toEqual({ a: 'milk', b: 'bread' });
});

test('a list that two tabs read anew at once is that of the tab which began last, and so is the place to go on', async () => {
  const { service, one, other } = await openRestored(['a', 'milk', 1]);
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  let latest: Promise<unknown> = Promise.resolve();
  const beginLast = async (): Promise<void> => {
    // A database that is a little behind.
    const items = [stored('a', 'oat milk', 2), stored('b', 'bread', 1)];
    service.answers(list, 200, { items, deltaLink: link(2) }, { ...tracked, during: () => ended });
    latest = other.todos.pull(other.todos, 'all');
    while (service.requests.length < 5) await new Promise((resolve) => setTimeout(resolve));
  };
  service
    .answers(list, 200, { items: [stored('a', 'soy milk', 3)], nextLink: link(9) }, tracked)
    .answers(list, 200, { items: [], deltaLink: link(3) }, { ...tracked, during: beginLast });
  await expect(one.todos.pull(one.todos, 'all')).rejects.toMatchObject({ code: 'pull-overtaken' });
  end();
  await latest;
  expect(await texts(one)).toEqual({ a: 'oat milk', b: 'bread' });
  tells(one, 4, stored('a', 'soy milk', 3));
  await one.todos.pull(one.todos, 'all');
  expect(last(one)?.options).toMatchObject({ $deltatoken: 't2' });
  expect(await texts(one)).toEqual({ a: 'soy milk', b: 'bread' });
});

test('a list that is read anew is left when another tab purges the table, which has its first records no more', async () => {
  const { service, one, other } = await openRestored(['a', 'milk', 1]);
  // The second page is asked for while the first is written.
  const during = async (): Promise<void> => {
    while ((await texts(other)).a !== 'new milk') await new Promise((resolve) => setTimeout(resolve));
    await other.todos.purge();
  };
  service
    .answers(list, 200, { items: [stored('a', 'new milk', 2)], nextLink: link(9) }, tracked)
    .answers(list, 200, { items: [stored('b', 'bread', 1)], deltaLink: link(2) }, { ...tracked, during });
  await expect(one.todos.pull(one.todos, 'all')).rejects.toMatchObject({ code: 'pull-overtaken' });
  tells(one, 3, stored('a', 'milk', 1), stored('b', 'bread', 1));
  await one.todos.pull(one.todos, 'all');
  expect(await texts(one)).toEqual({ a: 'milk', b: 'bread' });
});

test('a list is read anew once more where it lacks what another tab was told of meanwhile: that may be removed', async () => {
  const { service, one, other } = await openRestored(['a', 'milk', 1], ['b', 'bread', 1]);
  await other.todos.update({ id: 'a', text: 'oat milk' });
  service.answers(update('a'), 200, stored('a', 'oat milk', 3));
  // The service was told of the removal behind the update, and before it was asked for the list.
  const items = [stored('b', 'bread', 1)];
  service
    .answers(list, 200, { items, deltaLink: link(4) }, { ...tracked, during: () => other.context.push() })
    .answers(list, 200, { items, deltaLink: link(4) }, tracked);
  await one.todos.pull(one.todos, 'all', { push: false });
  expect(await texts(one)).toEqual({ b: 'bread' });
});

test('a pull whose position is not kept begins once more when another tab has seen later writes: of what they removed nobody would tell it', async () => {
  const { service, one, other } = openTabs();
  await pulls(one, stored('a', 'milk', 1));
  const during = async (): Promise<void> => {
    await other.todos.remove('a');
    service.answers(remove('a'), 204, undefined, toldHead(2));
    await other.context.push();
  };
  service
    .answers(list, 200, { items: [stored('a', 'milk', 1)] }, { ...toldHead(1), during })
    .answers(list, 200, { items: [] }, toldHead(2));
  await one.todos.pull(one.todos, null, { push: false });
  expect(last(one)?.headers.get('x-sync-head')).toBe(head(2));
  expect(await texts(one)).toEqual({});
});

test('what another tab has seen since stays, when one that was answered before writes what it has seen', async () => {
  const { service, one, other } = openTabs();
  await one.todos.insert({ id: 'a', text: 'milk' });
  const during = async (): Promise<void> => {
    await other.lists.insert({ id: 'l', name: 'Shopping' });
    service.answers('POST /tables/list', 201, { id: 'l', name: 'Shopping', version: 'v2' }, toldHead(2));
    await other.context.push({ tables: ['list'] });
  };
  service.answers(insert, 201, stored('a', 'milk', 1), { ...toldHead(1), during });
  await one.context.push();
  tells(one, 1, stored('a', 'milk', 1));
  await one.todos.pull(one.todos, 'all', { push: false });
  expect(last(one)?.headers.get('x-sync-head')).toBe(`${head(1)},${head(2)}`);
});

test('what another tab was told since is asked for of a database that was restored, and is not undone by a replica that is behind', async () => {
  const { service, one, other } = openTabs();
  await one.todos.insert({ id: 'a', text: 'milk' });
  service.answers(insert, 201, stored('a', 'milk', 1), toldHead(1));
  await one.context.push();
  refuses(one, 'rewound');
  // It is asked whether it still has the insert.
  const during = async (): Promise<void> => {
    await other.todos.update({ id: 'a', text: 'oat milk' });
    const headers = { 'x-sync-head': head(2), 'x-d1-bookmark': 'b2' };
    service.answers(update('a'), 200, stored('a', 'oat milk', 2), { headers });
    await other.context.push();
  };
  service.answers(list, 200, { items: [] }, { ...toldHead(1), during });
  tells(one, 2, stored('a', 'oat milk', 2));
  await one.todos.pull(one.todos, 'all', { push: false });
  expect(last(one)?.headers.get('x-d1-bookmark')).toBe('b2');
  expect(await texts(one)).toEqual({ a: 'oat milk' });
});
