/** Text in bodies is kept to the letter where a column takes text, and refused elsewhere; nothing else changes. */
import { beforeAll, describe, expect, test } from 'vitest';
import { changesBy, effects, insertBystanders, nothing, recordsOf } from './bystanders.ts';
import { type Answered, askHostile, payloads } from './hostile.ts';

beforeAll(insertBystanders);

const versions = ['2.0.0', '3.0.0'];
const hasControl = (text: string): boolean => /\p{Cc}/u.test(text);
const at = (table: string, id: string): string => `/tables/${table}/${encodeURIComponent(id)}`;

type Headers = Readonly<Record<string, string>>;
const send = (version: string, method: string, path: string, body?: unknown, headers: Headers = {}) =>
  askHostile(version, { method, path, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });

const json = ({ text }: Answered): unknown => JSON.parse(text);

describe.each(versions)('in dialect %s', (version) => {
  const is2 = version === '2.0.0';

  test('text is read back exactly, as id, as text and in JSON, and found by itself alone', async () => {
    // Ids of their own in each dialect.
    const ids = payloads
      .filter((payload) => !hasControl(payload))
      .map((payload) => (is2 ? payload : payload + payload));
    const changes = await changesBy(async () => {
      for (const id of ids) {
        const values = { id, text: id, meta: { [`${id} `]: id, list: [id, [id]] } };
        const inserted = await send(version, 'POST', '/tables/kitchen', values);
        expect([inserted.status, json(inserted)]).toEqual([201, expect.objectContaining(values)]);
        expect(await send(version, 'GET', at('kitchen', id))).toMatchObject({ status: 200, text: inserted.text });

        const quoted = encodeURIComponent(`'${id.replaceAll("'", "''")}'`);
        for (const filter of [
          `id eq ${quoted}`,
          `text eq ${quoted}`,
          `contains(text,${quoted}) and id in (${quoted})`,
        ]) {
          const found = await send(version, 'GET', `/tables/kitchen?$filter=${filter}&$select=id`);
          expect([filter, json(found)]).toEqual([filter, is2 ? [{ id }] : { items: [{ id }] }]);
        }
      }
    });
    expect(changes.gone).toEqual([]);
    expect(recordsOf(changes.added)).toEqual(ids.map((id) => `kitchen ${id}`).sort());
  });

  test('a record whose id is hostile is changed, removed and brought back, and no other', async () => {
    const ids = payloads.filter((payload) => !hasControl(payload)).map((payload) => `${payload}${version}`);
    const changes = await changesBy(async () => {
      for (const id of ids) {
        const path = at('todoitem', id);
        const { headers } = await send(version, 'POST', '/tables/todoitem', { id, text: 'first' });
        const match = { 'If-Match': headers.get('ETag') ?? '' };
        expect(json(await send(version, 'PATCH', path, { text: id }, match))).toMatchObject({ id, text: id });
        expect(json(await send(version, 'PUT', path, { id, text: `${id}!` }))).toMatchObject({ id, text: `${id}!` });
        expect((await send(version, 'DELETE', path)).status).toBe(is2 ? 200 : 204);
        const back = is2 ? send(version, 'POST', path) : send(version, 'PATCH', path, { deleted: false });
        expect(json(await back)).toMatchObject({ id, text: `${id}!`, deleted: false });
      }
    });
    expect(changes.gone).toEqual([]);
    expect(recordsOf(changes.added)).toEqual(ids.map((id) => `todoitem ${id}`).sort());
  });

  test('text with control characters is kept as text, and refused as an id', async () => {
    for (const text of payloads.filter(hasControl)) {
      expect((await send(version, 'POST', '/tables/kitchen', { id: text })).status).toBe(400);
      const inserted = json(await send(version, 'POST', '/tables/kitchen', { text, meta: { [text]: text } }));
      expect(inserted).toMatchObject({ text, meta: { [text]: text } });
    }
  });

  test.each([
    ['kitchen', 'k', 'value'],
    ['kitchen', 'k', 'count'],
    ['kitchen', 'k', 'complete'],
    ['kitchen', 'k', 'due'],
    ['kitchen', 'k', 'big'],
    ['moment', 'm', 'day'],
    ['moment', 'm', 'time'],
    ['moment', 'm', 'at'],
    ['todoitem', 'live', 'createdAt'],
    ['todoitem', 'live', 'updatedAt'],
    ['todoitem', 'live', 'deleted'],
  ])('%s/%s refuses text as %s', async (table, id, member) => {
    const changes = await changesBy(async () => {
      for (const payload of payloads) {
        const answers = [
          await send(version, 'PATCH', at(table, id), { [member]: payload }),
          ...(member.endsWith('edAt') && !is2
            ? []
            : [
                await send(version, 'POST', `/tables/${table}`, { [member]: payload }),
                await send(version, 'PUT', at(table, id), { [member]: payload }),
              ]),
        ];
        expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([400]));
      }
    });
    expect(changes).toEqual(nothing);
  });

  test('a version that is none is a conflict', async () => {
    const changes = await changesBy(async () => {
      for (const payload of payloads) {
        const { status } = await send(version, 'PATCH', at('todoitem', 'live'), { text: 'b', version: payload });
        expect(status).toBe(is2 ? 409 : 400);
      }
    });
    expect(effects(changes)).toEqual([]);
  });

  test('an id in the body that is not the one in the address is refused', async () => {
    const changes = await changesBy(async () => {
      for (const id of payloads) {
        expect((await send(version, 'PATCH', at('todoitem', 'live'), { id, text: 'b' })).status).toBe(400);
        expect((await send(version, 'PUT', at('todoitem', 'live'), { id, text: 'b' })).status).toBe(400);
        expect([400, 404]).toContain((await send(version, 'PATCH', '/tables/todoitem', { id, text: 'b' })).status);
      }
    });
    expect(effects(changes)).toEqual([]);
  });

  test('the name of a member is refused, or ignored by a table that ignores', async () => {
    const changes = await changesBy(async () => {
      for (const payload of payloads) {
        const body = `{"text":"b",${JSON.stringify(payload)}:"b"}`;
        const post = (table: string) => askHostile(version, { method: 'POST', path: `/tables/${table}`, body });
        expect((await post('todoitem')).status).toBe(400);
        const ignored = await post('lenient');
        expect(ignored.status).toBe(payload === '__proto__' ? 400 : 201);
        if (ignored.status === 201) expect(Object.keys(JSON.parse(ignored.text))).not.toContain(payload);
      }
    });
    expect(changes.gone).toEqual([]);
    expect(new Set(recordsOf(changes.added).map((name) => name.split(' ')[0]))).toEqual(new Set(['lenient']));
  });
});

test('a JSON Patch is refused for hostile paths and operations, and keeps a hostile value', async () => {
  const id = 'patched';
  await send('3.0.0', 'POST', '/tables/todoitem', { id, text: 'a' });
  const headers = { 'Content-Type': 'application/json-patch+json' };
  const patch = (step: object) => send('3.0.0', 'PATCH', at('todoitem', id), [step], headers);
  const changes = await changesBy(async () => {
    for (const payload of payloads) {
      expect((await patch({ op: 'add', path: `/${payload}`, value: 'b' })).status).toBe(400);
      expect((await patch({ op: 'add', path: payload, value: 'b' })).status).toBe(400);
      expect((await patch({ op: payload, path: '/text', value: 'b' })).status).toBe(400);
      expect(json(await patch({ op: 'replace', path: '/text', value: payload }))).toMatchObject({ id, text: payload });
    }
  });
  expect(recordsOf([...changes.gone, ...changes.added])).toEqual([`todoitem ${id}`]);
});

test('a user whose name is SQL has records of their own, and no others', async () => {
  const users = payloads.filter((payload) => /^[ -~]+$/.test(payload));
  const changes = await changesBy(async () => {
    for (const user of users) {
      const headers = { 'x-test-user': user };
      expect((await send('3.0.0', 'GET', at('diary', 'd'), undefined, headers)).status).toBe(404);
      expect((await send('3.0.0', 'POST', '/tables/diary', { id: 'd', text: user }, headers)).status).toBe(201);
      const list = await send('3.0.0', 'GET', '/tables/diary?$filter=true&$count=true', undefined, headers);
      expect(json(list)).toMatchObject({ count: 1, items: [{ id: 'd', text: user, userId: user }] });
    }
  });
  expect(changes.gone).toEqual([]);
  const owners = changes.added.flatMap(({ table, row }) => (table === 'diary' ? String(row.owner) : []));
  expect(owners.sort()).toEqual(users.toSorted());
});
