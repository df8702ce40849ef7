import { describe, expect, test } from 'vitest';
import type { JsonRecord } from '../../../client/queue/record-entry.ts';
import type { PullOptions } from '../../../client/sync/pull-options.ts';
import { type App, list, openApp, openPlainApp, stored, texts } from './app.ts';

/** The options of the requests of one pull. */
async function asked(app: App, pull: () => Promise<unknown>): Promise<readonly Readonly<Record<string, string>>[]> {
  const before = app.service.requests.length;
  await pull();
  return app.service.requests.slice(before).map(({ options }) => options);
}

/** Answers a pull with a record, and the next one with none; in the old dialect a pull ends with an empty page. */
function oneThenNone({ service }: App, protocol: '2.0' | '3.0'): void {
  const record = stored('a', 'milk');
  const pages = protocol === '2.0' ? [[record], [], []] : [{ items: [record] }, { items: [] }];
  for (const page of pages) service.answers(list, 200, page);
}

const page = ({ service }: App, ...items: readonly JsonRecord[]): unknown => service.answers(list, 200, { items });
const at = (id: string, updatedAt: string | null): JsonRecord => ({ id, text: id, updatedAt });

describe('what a pull asks for', () => {
  test.each([undefined, null])(
    '159: with a page size of %s pages have 1,000 records, or 50 of the old dialect',
    async (pageSize) => {
      const app = openApp();
      page(app);
      await app.todos.pull(app.todos, null, { pageSize });
      expect(app.service.requests[0]?.headers.get('Prefer')).toBe('odata.maxpagesize=1000');
      const old = openApp({ protocol: '2.0' });
      old.service.answers(list, 200, []);
      await old.todos.pull(old.todos, null, { pageSize });
      expect(old.service.requests[0]?.options).toMatchObject({ $top: '50' });
    },
  );

  const notIt: readonly unknown[] = [0, -1, 1.5, Number.NaN, '50', {}];
  test.each(notIt)('159: %j is no page size', async (pageSize) => {
    const { context, todos, service } = openApp();
    const pull: unknown = Reflect.apply(context.pull, context, [todos, null, { pageSize }]);
    await expect(pull).rejects.toMatchObject({ code: 'invalid-option' });
    expect(service.lines).toEqual([]);
  });

  test.each([
    ['160: no options', undefined],
    ['160: empty options', {}],
  ])('%s are fine', async (_, options: PullOptions | undefined) => {
    const app = openApp();
    page(app);
    await expect(app.todos.pull(app.todos, null, options)).resolves.toMatchObject({ received: 0 });
  });

  test('161, 162: the old dialect marks what is for offline use, and what is incremental, the same on every page', async () => {
    const marks: (string | null | undefined)[] = [];
    for (const queryId of [null, 'all']) {
      const app = openApp({ protocol: '2.0' });
      app.service
        .answers(list, 200, [stored('a', 'milk')])
        .answers(list, 200, [stored('b', 'bread', 2)])
        .answers(list, 200, []);
      await app.todos.pull(app.todos, queryId, { pageSize: 1 });
      marks.push(...app.service.requests.map(({ headers }) => headers.get('X-ZUMO-FEATURES')));
    }
    expect(marks).toEqual(['OL', 'OL', 'OL', 'OL,IP', 'OL,IP', 'OL,IP']);
  });

  test.each([
    ['an order', ({ todos }: App) => todos.orderBy('text'), 'open'],
    ['a skip', ({ todos }: App) => todos.skip(1), 'open'],
    ['a take', ({ todos }: App) => todos.take(1), 'open'],
    ['a select', ({ todos }: App) => todos.select('text'), 'open'],
    ['a select', ({ todos }: App) => todos.select('text'), null],
  ] as const)('163: %s cannot be pulled under the id %s', async (_, query, queryId) => {
    const app = openApp();
    await expect(app.context.pull(query(app), queryId)).rejects.toMatchObject({ code: 'invalid-option' });
    expect(app.service.lines).toEqual([]);
  });

  test('163: a count is not asked for', async () => {
    const app = await openPlainApp();
    page(app);
    const [options] = await asked(app, () => app.todos.pull(app.todos.includeTotalCount(), 'all'));
    expect(options).toEqual({ $orderby: 'updatedAt,id', __includeDeleted: 'true' });
  });

  test.each(['__includeDeleted', '$filter', '$top'])('164: %s is no parameter of an app', async (name) => {
    const { todos, service } = openApp();
    const pull = todos.pull(todos, null, { parameters: { [name]: 'true' } });
    await expect(pull).rejects.toMatchObject({ code: 'invalid-option' });
    expect(service.lines).toEqual([]);
  });

  test.each(['', 'a|b', 'x'.repeat(256)])('165: %j is no query id', async (queryId) => {
    const { todos, service } = openApp();
    await expect(todos.pull(todos, queryId)).rejects.toMatchObject({ code: 'invalid-option' });
    expect(service.lines).toEqual([]);
  });

  const filter = "(complete eq false or text eq 'milk')";
  test.each([
    ['3.0', `${filter} and (updatedAt ge 2026-01-01T00:00:01.000Z)`],
    ['2.0', `${filter} and (updatedAt ge datetimeoffset'2026-01-01T00:00:01.000Z')`],
  ] as const)(
    '166: in dialect %s the filter of the app and the time are both asked for',
    async (protocol, expected) => {
      const app = openApp({ protocol });
      const query = app.todos.where((todo) => todo.complete.eq(false).or(todo.text.eq('milk')));
      oneThenNone(app, protocol);
      await app.todos.pull(query, 'open');
      const [options] = await asked(app, () => app.todos.pull(query, 'open'));
      expect(options?.$filter).toBe(expected);
    },
  );

  test.each([
    ['3.0', ['2026-02-03T04:05:06.789Z', '2026-01-01T00:00:01.000Z']],
    ['2.0', ["datetimeoffset'2026-02-03T04:05:06.789Z'", "datetimeoffset'2026-01-01T00:00:01.000Z'"]],
  ] as const)(
    '167: dates in the filter of the app are dates of dialect %s like the time',
    async (protocol, expected) => {
      const app = openApp({ protocol });
      const query = app.todos.where((todo) => todo.createdAt.lt(new Date('2026-02-03T04:05:06.789Z')));
      oneThenNone(app, protocol);
      await app.todos.pull(query, 'old');
      const [options] = await asked(app, () => app.todos.pull(query, 'old'));
      expect(options?.$filter?.match(/(datetimeoffset')?2026[^) ]*/g)).toEqual(expected);
    },
  );

  test('176: a link to the next page is asked of this service, whatever address it names', async () => {
    const app = openApp();
    app.service.answers(list, 200, {
      items: [stored('a', 'milk')],
      nextLink: 'https://elsewhere.example/x?$skiptoken=1',
    });
    page(app, stored('b', 'bread', 2));
    const [, options] = await asked(app, () => app.todos.pull());
    expect(options).toEqual({ $skiptoken: '1' });
    expect(app.service.lines).toEqual([list, list]);
  });

  test('187: the parameters of the app go with every request of the walk', async () => {
    const app = openApp({ protocol: '2.0' });
    app.service
      .answers(list, 200, [stored('a', 'milk')])
      .answers(list, 200, [stored('b', 'bread', 2)])
      .answers(list, 200, []);
    const requests = await asked(app, () =>
      app.todos.pull(app.todos, 'mine', { pageSize: 1, parameters: { user: 'B&B' } }),
    );
    expect(requests.map(({ user }) => user)).toEqual(['B&B', 'B&B', 'B&B']);
  });
});

describe('how a pull goes through the pages of the old dialect', () => {
  test('170: records of one time are skipped, and when the time moves on the skip is 0 again', async () => {
    const app = openApp({ protocol: '2.0' });
    const [one, two] = ['2026-01-01T00:00:01.000Z', '2026-01-01T00:00:02.000Z'];
    for (const rows of [['a', 'b'], ['a', 'b'], ['c', 'd'], ['d'], []]) {
      app.service.answers(
        list,
        200,
        rows.map((id) => at(id, id === 'd' ? two : one)),
      );
    }
    const requests = await asked(app, () => app.todos.pull(app.todos, 'all', { pageSize: 2 }));
    const from = (time: string): string => `updatedAt ge datetimeoffset'${time}'`;
    expect(requests.map(({ $filter, $skip }) => [$filter, $skip])).toEqual([
      [undefined, undefined],
      [from(one), undefined],
      [from(one), '2'],
      [from(two), undefined],
      [from(two), '1'],
    ]);
    expect(await texts(app)).toEqual({ a: 'a', b: 'b', c: 'c', d: 'd' });
  });

  test('171: records without a time are skipped through', async () => {
    const app = openApp({ protocol: '2.0' });
    for (const rows of [[at('a', null), at('b', null)], [{ id: 'c', text: 'c' }], []])
      app.service.answers(list, 200, rows);
    const requests = await asked(app, () => app.todos.pull(app.todos, 'all', { pageSize: 2 }));
    expect(requests.map(({ $skip }) => $skip)).toEqual([undefined, '2', '3']);
    expect(await texts(app)).toEqual({ a: 'a', b: 'b', c: 'c' });
  });

  test.each([
    [
      'rel=next',
      { Link: 'https://todo.example/tables/todoitem?$top=1&$skip=1; rel=next' },
      [undefined, '1', undefined],
    ],
    [
      'rel="next" in angle brackets',
      { Link: '<https://todo.example/tables/todoitem?$skip=1>; rel="next"' },
      [undefined, '1', undefined],
    ],
    ['rel=prev', { Link: 'https://todo.example/tables/todoitem?$skip=9; rel=prev' }, [undefined, undefined, undefined]],
  ])('174: of links %s', async (_, headers, skips) => {
    const app = openApp({ protocol: '2.0' });
    app.service.answers(list, 200, [stored('a', 'milk')], { headers });
    app.service.answers(list, 200, [stored('b', 'bread', 2)]).answers(list, 200, []);
    const requests = await asked(app, () => app.todos.pull(app.todos, 'all', { pageSize: 1 }));
    expect(requests.map(({ $skip }) => $skip)).toEqual(skips);
  });

  test('174: behind the last link the walk goes on where the links ended', async () => {
    const app = openApp({ protocol: '2.0' });
    const Link = 'https://todo.example/tables/todoitem?$orderby=text&$skip=2; rel=next';
    const [a, b, c] = ['a', 'b', 'c'].map((id) => stored(id, id));
    app.service.answers(list, 200, [a, b], { headers: { Link } }).answers(list, 200, [c]).answers(list, 200, []);
    const requests = await asked(app, () => app.todos.pull(app.todos.orderBy('text'), null, { pageSize: 2 }));
    expect(requests.map(({ $skip }) => $skip)).toEqual([undefined, '2', '3']);
  });

  test('174: an empty page ends the pull, and so does what the query is limited to, whatever link there is', async () => {
    const nextLink = '/tables/todoitem?$skiptoken=1';
    const app = openApp();
    app.service.answers(list, 200, { items: [], nextLink });
    await app.todos.pull();
    app.service.answers(list, 200, { items: [stored('a', 'milk')], nextLink });
    await app.todos.pull(app.todos.take(1));
    expect(app.service.lines).toEqual([list, list]);
  });

  test.each([
    [25, 50, ['25']],
    [50, 50, ['50']],
    [120, 50, ['50', '50', '20']],
    [60, 30, ['50', '30']],
  ])('175: of at most %i records, in pages of %i, what is left is asked for', async (most, limit, tops) => {
    const app = openApp({ protocol: '2.0' });
    let sent = 0;
    for (const top of tops) {
      const size = Math.min(Number(top), limit);
      app.service.answers(
        list,
        200,
        Array.from({ length: size }, () => stored(`t${sent++}`, 'x', sent)),
      );
    }
    const requests = await asked(app, () => app.todos.pull(app.todos.orderBy('text').take(most), null));
    expect(requests.map(({ $top }) => $top)).toEqual(tops);
    expect(requests.map(({ $skip }) => Number($skip ?? 0))).toEqual(tops.map((_, i) => i * limit));
    expect(await app.todos.read()).toHaveLength(most);
  });

  test("175: in the new dialect the limit of the query is its own, and the size of pages is the service's to keep", async () => {
    const app = openApp();
    page(app, stored('a', 'milk'));
    const [options] = await asked(app, () => app.todos.pull(app.todos.take(25), null, { pageSize: 10 }));
    expect(options).toMatchObject({ $top: '25' });
    expect(app.service.requests[0]?.headers.get('Prefer')).toBe('odata.maxpagesize=10');
  });
});
