import { describe, expect, test } from 'vitest';
import { type PartSent, sendBatch } from './batch.ts';
import { insert, patch, read, statuses, stored, todos } from './batch-parts.ts';
import { uuid } from './db/operations.ts';

describe('a group', () => {
  test.each(['2.0.0', '3.0.0'])(
    'with a conflict is not applied at all, says why, and says so again, in dialect %s',
    async (version) => {
      const [taken, fresh, pan, key] = [uuid(), uuid(), uuid(), uuid()];
      await sendBatch([insert(taken, 'theirs')]);
      const keyed = (n: number) => ({
        atomicityGroup: 'move',
        headers: { 'Idempotency-Key': `"${key}:${n}"`, 'ZUMO-API-VERSION': version },
      });
      const parts = [
        insert(fresh, 'mine', keyed(1)),
        { ...insert(taken, 'mine', keyed(2)), id: 'conflict' },
        { method: 'post', url: '/tables/kitchen', body: { id: pan }, ...keyed(3) },
        insert(uuid()),
      ];
      const first = await sendBatch(parts);
      expect(statuses(first)).toEqual([424, 409, 424, 201]);
      expect(first[1]?.body).toMatchObject({ id: taken, text: 'theirs' });
      for (const at of [0, 2]) {
        expect(first[at]?.body).toMatchObject({ code: 'group_failed', error: expect.stringContaining('"conflict"') });
      }
      const again = await sendBatch(parts.slice(0, 3));
      expect(again).toEqual(
        first.slice(0, 3).map((part) => ({ ...part, headers: { ...part.headers, 'idempotent-replayed': 'true' } })),
      );
      expect(statuses(await sendBatch([read(fresh), { method: 'get', url: `/tables/kitchen/${pan}` }]))).toEqual([
        404, 404,
      ]);
    },
  );

  test('without one is applied as a whole, once', async () => {
    const [a, b, key] = [uuid(), uuid(), uuid()];
    const keyed = (n: number) => ({ atomicityGroup: 'g', headers: { 'Idempotency-Key': `${key}:${n}` } });
    const parts = [insert(a, 'a', keyed(1)), { method: 'post', url: '/tables/kitchen', body: { id: b }, ...keyed(2) }];
    const [first, again] = [await sendBatch(parts), await sendBatch(parts)];
    expect(statuses(first)).toEqual([201, 201]);
    expect(again.map(({ headers }) => headers['idempotent-replayed'])).toEqual(['true', 'true']);
    expect(again.map(({ body }) => body)).toEqual(first.map(({ body }) => body));
  });

  test.each<[string, PartSent, number, string]>([
    ['a body that is wrong', { method: 'post', url: '/tables/kitchen', body: { count: 'x' } }, 400, 'invalid_field'],
    ['a table that there is not', { method: 'post', url: '/tables/none', body: {} }, 404, 'unknown_table'],
    ['a read', { method: 'get', url: todos }, 400, 'invalid_group'],
    ['a method that is wrong', { method: 'put', url: todos, body: {} }, 405, 'method_not_allowed'],
    [
      'a member that there is not',
      { method: 'post', url: todos, body: {}, if: 'x' } as PartSent,
      400,
      'invalid_request',
    ],
  ])('with %s is not applied', async (_, wrong, status, code) => {
    const id = uuid();
    const group = { atomicityGroup: 'g' };
    const parts = await sendBatch([insert(id, 'a', group), { ...wrong, ...group, id: 'wrong' }, insert(uuid())]);
    expect(parts).toMatchObject([
      { status: 424, body: { code: 'group_failed', detail: expect.stringContaining('"wrong"') } },
      { status, body: { code } },
      { status: 201 },
    ]);
    expect(await stored(id)).toMatchObject({ status: 404 });
  });

  test('that edits a record twice is refused', async () => {
    const id = uuid();
    const group = { atomicityGroup: 'g' };
    const parts = await sendBatch([insert(id, 'a', group), patch(id, 'b', {}, group)]);
    expect(parts).toMatchObject(Array(2).fill({ status: 400, body: { code: 'invalid_group' } }));
  });
});
