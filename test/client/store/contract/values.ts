/** Which values and keys come back as they were. */
import { expect, test } from 'vitest';
import type { RecordEntry } from '../../../../client/queue/record-entry.ts';
import type { Json } from '../../../../src/protocol/column-kind.ts';
import { operation } from './queue-values.ts';
import type { Stores } from './stores.ts';

export function declareValues({ openNew }: Stores): void {
  const nested = '['.repeat(200) + ']'.repeat(200);

  test.each<[string, Json]>([
    ['null', null],
    ['booleans', [true, false]],
    ['integers', [0, -1, 2 ** 31, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER]],
    ['fractions', [1.5, 0.1 + 0.2, 5e-324, 1.7976931348623157e308, 1e21, -1e-7]],
    ['text that looks like something else', ['007', '1.0', 'null', '2024-01-01T00:00:00.000Z', "'; --", '%s?1']],
    ['text of all planes', 'ünïcödé 日本語 😀 \u{10ffff} \ue000 \u0000 \u001f \u2028 \\ " \' \r\n\t'],
    ['text with half of a pair', 'a\ud800b'],
    ['no text', ''],
    ['much text', 'Łong 😀 text, '.repeat(80_000)],
    ['empty ones', { object: {}, array: [] }],
    ['odd names of members', JSON.parse('{"__proto__": {"a": 1}, "": 2, "a.b": 3, "constructor": 4, "1": 5}')],
    ['arrays in arrays', JSON.parse(nested)],
  ])('come back as they were: %s', async (_, value) => {
    const store = await openNew();
    await store.transact('edit', async (tx) => {
      await tx.config.put([['value', value]]);
      await tx.records('todo').put([['id', { server: { value }, local: null }]]);
    });
    await store.transact('read', async (tx) => {
      const [[single], [entry]] = [await tx.config.get(['value']), await tx.records('todo').get(['id'])];
      expect(JSON.stringify(single)).toBe(JSON.stringify(value));
      expect(JSON.stringify(entry)).toBe(JSON.stringify({ server: { value }, local: null }));
    });
  });

  test('lose members that are undefined', async () => {
    const store = await openNew();
    const entry: RecordEntry = { local: { list: [1] } };
    const sent = operation(1);
    Object.assign(entry, { server: undefined });
    Object.assign(sent, { version: undefined });
    await store.transact('edit', async (tx) => {
      await tx.records('todo').put([['id', entry]]);
      await tx.operations.put([[1, sent]]);
    });
    await store.transact('read', async (tx) => {
      expect(await tx.records('todo').get(['id'])).toStrictEqual([{ local: { list: [1] } }]);
      expect(await tx.operations.get([1])).toStrictEqual([operation(1)]);
    });
  });

  test('are copies: whoever changes what was put, or what was got, changes nothing that is stored', async () => {
    const store = await openNew();
    const local = { text: 'as it was', list: [1] };
    await store.transact('edit', async ({ records }) => {
      const put = records('todo').put([['id', { local }]]);
      local.text = 'changed at once';
      await put;
      local.text = 'changed later';
      local.list.push(2);
      Object.assign((await records('todo').get(['id']))[0] ?? {}, { local: null });
    });
    const [entry] = await store.transact('read', ({ records }) => records('todo').get(['id']));
    Object.assign(entry?.local ?? {}, { text: 'changed' });
    const again = await store.transact('read', ({ records }) => records('todo').list());
    expect(again).toEqual([['id', { local: { text: 'as it was', list: [1] } }]]);
  });

  test.each([
    'a',
    'A',
    ' ',
    'ünïcödé 日本語',
    '😀',
    '\ue000',
    "it's",
    '"',
    '%',
    '007',
    '7',
    '__proto__',
    'x'.repeat(255),
  ])('are found by an id of any text: %s', async (id) => {
    const store = await openNew();
    const others = ['a', 'A', 'á', '7.0', '07', '😁', '\ufffd'].filter((each) => each !== id);
    await store.transact('edit', ({ records }) =>
      records('todo').put([...others, id].map((each) => [each, { local: { each } }])),
    );
    await store.transact('edit', async ({ records }) => {
      expect(await records('todo').get([id])).toEqual([{ local: { each: id } }]);
      expect((await records('todo').list()).map(([key]) => key)).toContain(id);
      await records('todo').delete([id]);
      expect(await records('todo').get([id])).toEqual([undefined]);
      expect(await records('todo').count()).toBe(others.length);
    });
  });

  test('are as many as one likes', async () => {
    const store = await openNew();
    const ids = Array.from({ length: 10_000 }, (_, i) => `id-${(i * 7919) % 10_000}`);
    await store.transact('pull', ({ records }) =>
      records('todo').put(ids.map((id) => [id, { server: { id, text: 'some text' } }])),
    );
    await store.transact('pull', async ({ records }) => {
      const todo = records('todo');
      expect(await todo.count()).toBe(10_000);
      const listed: string[] = [];
      for (let page = await todo.list({ limit: 999 }); page.length > 0; ) {
        listed.push(...page.map(([id]) => id));
        page = await todo.list({ limit: 999, after: listed.at(-1) ?? '' });
      }
      expect(listed).toEqual((await todo.list()).map(([id]) => id));
      expect(new Set(listed)).toEqual(new Set(ids));
      const got = await todo.get([...ids, 'none']);
      expect(got.map((entry) => entry?.server?.id)).toEqual([...ids, undefined]);
      await todo.delete(ids.slice(1));
      expect((await todo.list()).map(([id]) => id)).toEqual([ids[0]]);
    });
  });
}
