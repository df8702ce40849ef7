import { describe, expect, test } from 'vitest';
import { realEnvironment } from '../../../src/core/environment.ts';
import type { TableEntry } from '../../../src/core/waves.ts';
import { readRecord } from '../../../src/db/read.ts';
import { write } from '../../../src/db/write/write.ts';
import { db } from '../database.ts';
import { kitchen, todoitem } from '../tables.ts';
import { deleteOf, insertOf, uuid, written } from './operations.ts';
import { insertOne, read } from './todo.ts';

describe('an atomic group', () => {
  test('is applied all when all of it can be', async () => {
    const list = [uuid(), uuid(), uuid()].map((id) => insertOf(id, { text: 'a', complete: false }, { group: 'g' }));
    expect(await written(todoitem, list)).toEqual([201, 201, 201]);
  });

  test('is applied not at all when one of it cannot be, and says so again when repeated', async () => {
    const [taken, client] = [uuid(), uuid()];
    await insertOne(taken);
    const ids = [uuid(), taken, uuid()];
    const list = ids.map((id, n) =>
      insertOf(id, { text: 'mine', complete: false }, { group: 'g', key: { client, n } }),
    );
    const outside = insertOf(uuid(), { text: 'x', complete: false });
    const refused = ['group_failed', 'record_exists', 'group_failed'];
    expect(await written(todoitem, [...list, outside])).toEqual([...refused, 201]);
    expect(await written(todoitem, list)).toEqual(refused);
    expect(await read(ids[0] ?? '')).toBeUndefined();
    expect(await read(ids[2] ?? '')).toBeUndefined();
  });

  test('with a key that was used for something else is not applied', async () => {
    const client = uuid();
    await written(todoitem, [insertOf(uuid(), { text: 'a', complete: false }, { key: { client, n: 2 } })]);
    const ids = [uuid(), uuid()];
    const list = ids.map((id, at) =>
      insertOf(id, { text: 'b', complete: false }, { group: 'g', key: { client, n: at + 1 } }),
    );
    expect(await written(todoitem, list)).toEqual(['group_failed', 'key_reused']);
    expect(await read(ids[0] ?? '')).toBeUndefined();
  });
});

describe('an atomic group over two tables', () => {
  const client = uuid();
  const inserts = (ids: readonly string[], first: number, group: string) =>
    ids.map((id, at) => {
      const table = at % 2 === 0 ? todoitem : kitchen;
      return {
        table,
        entry: insertOf(id, { text: 'mine', complete: false }, { group, key: { client, n: first + at } }),
      };
    });
  const send = async (entries: readonly TableEntry[]) => {
    const outcomes = await write({ db, environment: realEnvironment, principal: undefined }, entries);
    return outcomes.map((outcome) => [
      outcome.kind === 'written' ? outcome.status : outcome.problem.code,
      outcome.replayed,
    ]);
  };
  const both = async (ids: readonly string[]) =>
    Promise.all(ids.map((id, at) => readRecord(db, at % 2 === 0 ? todoitem : kitchen, undefined, id)));

  test('is applied whole, and once', async () => {
    const ids = [uuid(), uuid(), uuid(), uuid()];
    const group = inserts(ids, 1, 'whole');
    expect(await send(group)).toEqual(ids.map(() => [201, false]));
    const after = await both(ids);
    expect(after.map((record) => record?.text)).toEqual(ids.map(() => 'mine'));
    expect(await send(group)).toEqual(ids.map(() => [201, true]));
    expect(await both(ids)).toEqual(after);
  });

  test.each([
    ['the first table', 0],
    ['the second table', 3],
  ])('with one conflict in %s is not applied in either, and each answer says why, again and again', async (_, at) => {
    const ids = [uuid(), uuid(), uuid(), uuid()];
    const taken = ids[at] ?? '';
    await written(at % 2 === 0 ? todoitem : kitchen, [insertOf(taken, { text: 'theirs', complete: false })]);
    const before = await both(ids);
    const group = inserts(ids, 100 + at * 10, `conflict ${at}`);
    const why = ids.map((id) => (id === taken ? 'record_exists' : 'group_failed'));
    const beside = { table: todoitem, entry: insertOf(uuid(), { text: 'beside', complete: false }) };
    expect(await send([beside, ...group])).toEqual([[201, false], ...why.map((code) => [code, false])]);
    expect(await both(ids)).toEqual(before);
    await written(at % 2 === 0 ? todoitem : kitchen, [deleteOf(taken)]);
    expect(await send(group)).toEqual(why.map((code) => [code, true]));
    expect((await both(ids)).filter((record) => record !== undefined)).toHaveLength(1);
  });
});
