import { describe, expect, test } from 'vitest';
import { memoryStore } from '../../../client/store/memory.ts';
import { insert, list, openApp, read, remove, stored, update } from './app.ts';
import { ScriptedService } from './scripted-service.ts';

describe('a table online', () => {
  test('has the verbs of the table on the device, a request each, and keeps nothing', async () => {
    const { service, client, context, todos } = openApp();
    const online = client.table('todoitem');
    service.answers(insert, 201, stored('a', 'milk')).answers(read('a'), 200, stored('a', 'milk'));
    service
      .answers(update('a'), 200, stored('a', 'tea', 2))
      .answers('PUT /tables/todoitem/a', 200, stored('a', null, 3));
    service.answers(remove('a'), 204).answers(update('a'), 200, stored('a', null, 5));
    expect(await online.insert({ text: 'milk' })).toMatchObject({ id: 'a', version: 'v1' });
    expect(await online.lookup('a')).toMatchObject({ text: 'milk' });
    expect(await online.update({ id: 'a', text: 'tea' })).toMatchObject({ text: 'tea' });
    expect(await online.replace({ id: 'a', text: null })).toMatchObject({ text: null });
    expect(await online.remove('a')).toBeUndefined();
    expect(await online.undelete('a')).toMatchObject({ id: 'a' });
    expect(service.requests.map(({ body }) => body)).toEqual([
      { text: 'milk' },
      undefined,
      { text: 'tea' },
      { id: 'a', text: null },
      undefined,
      { deleted: false },
    ]);
    expect([await context.pendingCount(), await todos.read()]).toEqual([0, []]);
  });

  test('sends the version that it is given with a write, and never what the service sets', async () => {
    const { service, client } = openApp();
    const online = client.table('todoitem');
    const milk = { ...stored('a', 'milk', 4), id: 'a', text: 'milk' };
    service.answers(update('a'), 200, milk).answers('PUT /tables/todoitem/a', 200, milk).answers(remove('a'), 204);
    service.answers(remove('a'), 204);
    await online.update(milk);
    await online.replace(milk);
    await online.remove(milk);
    await online.remove('a');
    expect(service.requests.map(({ headers }) => headers.get('If-Match'))).toEqual(['"v4"', '"v4"', '"v4"', null]);
    expect(service.requests.map(({ headers }) => headers.get('Idempotency-Key'))).toEqual([null, null, null, null]);
    expect(service.requests[0]?.body).toEqual({ text: 'milk' });
  });

  test('gives the records that a query asks for, and their number', async () => {
    const { service, client } = openApp();
    service.answers(list, 200, { items: [stored('a', 'milk')], count: 7 });
    const found = await client.table('todoitem').where({ text: 'milk' }).take(1).includeTotalCount().read();
    expect([found.map(({ id }) => id), found.totalCount]).toEqual([['a'], 7]);
    expect(service.requests[0]?.options).toEqual({ $filter: "text eq 'milk'", $top: '1', $count: 'true' });
  });

  test.each([
    [404, 'record-not-found'],
    [410, 'record-not-found'],
    [409, 'conflict'],
    [412, 'conflict'],
    [400, 'request-refused'],
    [401, 'authentication-required'],
    [503, 'server-failed'],
  ])('rejects with the code of an answer with status %i: %s', async (status, code) => {
    const { service, client } = openApp();
    service.answers(update('a'), status, stored('a', 'tea', 2));
    const changed = client.table('todoitem').update({ id: 'a', text: 'milk' });
    await expect(changed).rejects.toMatchObject({ name: 'SyncError', code });
  });

  test('shows the record of the server in a conflict, and what was wrong with the network without one', async () => {
    const { service, client } = openApp({ store: memoryStore() });
    service.answers(update('a'), 412, stored('a', 'tea', 2)).isAway(read('a'));
    const online = client.table('todoitem');
    const conflict = { code: 'conflict', status: 412, serverRecord: { text: 'tea', version: 'v2' } };
    await expect(online.update({ id: 'a', text: 'milk' })).rejects.toMatchObject(conflict);
    await expect(online.lookup('a')).rejects.toMatchObject({ code: 'connection-failed', cause: expect.any(TypeError) });
  });

  test('of a service of the old dialect brings a record back by a POST', async () => {
    const service = new ScriptedService();
    const { client } = openApp({ service, protocol: '2.0' });
    service.answers('POST /tables/todoitem/a', 200, stored('a', 'milk'));
    expect(await client.table('todoitem').undelete('a')).toMatchObject({ text: 'milk' });
    expect(service.requests[0]?.body).toBeUndefined();
  });
});
