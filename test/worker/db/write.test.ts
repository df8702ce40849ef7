import { describe, expect, test } from 'vitest';
import { realEnvironment } from '../../../src/core/environment.ts';
import { readRecord } from '../../../src/db/read.ts';
import { write } from '../../../src/db/write/write.ts';
import { db } from '../database.ts';
import { diary, kitchen, note, todoitem } from '../tables.ts';
import { deleteOf, insertOf, undeleteOf, updateOf, uuid, writeAs, written } from './operations.ts';
import { insertOne, read } from './todo.ts';

describe('a list of operations', () => {
  test('is answered in its order, each operation by the record as it then stands', async () => {
    const id = uuid();
    const list = [
      insertOf(id, { text: 'a', complete: false }),
      updateOf(id, { text: 'b' }),
      updateOf(id, { complete: true }),
      deleteOf(id),
      updateOf(id, { text: 'too late' }),
      undeleteOf(id),
    ];
    const outcomes = await writeAs(undefined, todoitem, list);
    expect(outcomes.map(({ record }) => record && [record.text, record.complete, record.deleted])).toEqual([
      ['a', 0, 0],
      ['b', 0, 0],
      ['b', 1, 0],
      ['b', 1, 1],
      undefined,
      ['b', 1, 0],
    ]);
    const stamps = outcomes.flatMap(({ record }) => record?.updatedAt ?? []);
    expect(stamps).toEqual([...stamps].sort());
    expect(new Set(stamps).size).toBe(stamps.length);
  });

  test('with two updates and two inserts of one record answers each rightly and loses nothing', async () => {
    const [old, fresh] = [uuid(), uuid()];
    await insertOne(old);
    const list = [
      updateOf(old, { text: 'one' }),
      insertOf(fresh, { text: 'x', complete: false }),
      updateOf(old, { complete: true }),
      insertOf(fresh, { text: 'y', complete: false }),
    ];
    expect(await written(todoitem, list)).toEqual([200, 201, 200, 'record_exists']);
    expect(await read(old)).toMatchObject({ text: 'one', complete: 1 });
    expect(await read(fresh)).toMatchObject({ text: 'x' });
  });

  test.each([1_400_000, 3_900_000])('of %i bytes is cut into parameters that the database takes', async (bytes) => {
    const list = Array.from({ length: 10 }, () => insertOf(uuid(), { text: 'é'.repeat(bytes / 20), complete: false }));
    expect(await written(todoitem, list)).toEqual(list.map(() => 201));
    const last = await read(list.at(-1)?.id ?? '');
    expect(last?.text).toBe(list[0]?.values.text);
  });

  test('of 1,000 takes three statements and stamps its records strictly increasing', async () => {
    const calls: number[] = [];
    const counting = {
      ...db,
      write: (list: Parameters<typeof db.write>[0]) => {
        calls.push(list.length);
        return db.write(list);
      },
    };
    const list = Array.from({ length: 1000 }, (_, n) => insertOf(uuid(), { text: `n${n}`, complete: false }));
    const outcomes = await write(
      { db: counting, environment: realEnvironment, principal: undefined },
      list.map((entry) => ({ table: todoitem, entry })),
    );
    expect(calls).toEqual([3]);
    const stamps = outcomes.map(({ record }) => Number(record?.updatedAt));
    expect(stamps.every((stamp, at) => at === 0 || stamp > (stamps[at - 1] ?? Infinity))).toBe(true);
    expect(outcomes.every((outcome) => outcome.kind === 'written' && outcome.status === 201)).toBe(true);
  });

  test.each([
    ['are all new', []],
    ['come after one that was made before', [0]],
    ['stand around some that were made before', [1, 3]],
  ])('whose records %s answers each as it is stored', async (_, before) => {
    const client = uuid();
    const list = Array.from({ length: 5 }, (_, n) => ({
      ...insertOf(uuid(), { text: `n${n}`, complete: n % 2 === 0 }),
      key: { client, n },
    }));
    await writeAs(
      undefined,
      todoitem,
      list.filter((_, n) => before.includes(n)),
    );
    const outcomes = await writeAs(undefined, todoitem, [...list, updateOf(list[4]?.id ?? '', { text: 'changed' })]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(Array.from({ length: 6 }, () => 'written'));
    for (const [n, { id }] of list.slice(0, 4).entries()) {
      expect(outcomes[n]?.record).toMatchObject((await read(String(id))) ?? {});
    }
    expect(outcomes[5]?.record).toMatchObject({
      ...(await read(String(list[4]?.id))),
      prevVersion: outcomes[4]?.record?.version,
    });
  });

  test('that edits one record more than 20 times has the rest refused', async () => {
    const id = uuid();
    await insertOne(id);
    const list = Array.from({ length: 22 }, (_, n) => updateOf(id, { text: `edit ${n}` }));
    const statuses = await written(todoitem, list);
    expect(statuses.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 200));
    expect(statuses.slice(20)).toEqual(['too_many_edits_of_one_record', 'too_many_edits_of_one_record']);
    expect(await read(id)).toMatchObject({ text: 'edit 19' });
  });
});

describe('a version', () => {
  test('lets one of 200 concurrent updates through', async () => {
    const id = uuid();
    const version = await insertOne(id);
    const attempts = Array.from({ length: 200 }, (_, n) =>
      written(todoitem, [updateOf(id, { text: `writer ${n}` }, { preconditions: { ifMatch: [version] } })]),
    );
    const statuses = (await Promise.all(attempts)).flat();
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 'precondition_failed')).toHaveLength(199);
  });

  test.each([
    ['ifMatch of the current version', (version: string) => ({ ifMatch: [version] }), 200],
    ['ifMatch of any version', () => ({ ifMatch: '*' as const }), 200],
    ['ifMatch of a list with the current version', (version: string) => ({ ifMatch: ['x', version] }), 200],
    ['ifMatch of no version at all', () => ({ ifMatch: [] }), 'precondition_failed'],
    ['ifMatch of another version', () => ({ ifMatch: ['0000000000000000'] }), 'precondition_failed'],
    ['ifMatch of the separator', () => ({ ifMatch: [','] }), 'precondition_failed'],
    ['ifNoneMatch of the current version', (v: string) => ({ ifNoneMatch: [v] }), 'precondition_failed'],
    ['ifNoneMatch of any version', () => ({ ifNoneMatch: '*' as const }), 'precondition_failed'],
    ['ifNoneMatch of another version', () => ({ ifNoneMatch: ['0000000000000000'] }), 200],
    ['unmodifiedSince long ago', () => ({ unmodifiedSinceSeconds: 1 }), 'precondition_failed'],
    ['unmodifiedSince in the future', () => ({ unmodifiedSinceSeconds: 1e11 }), 200],
    ['modifiedSince in the future', () => ({ modifiedSinceSeconds: 1e11 }), 'precondition_failed'],
    ['modifiedSince long ago', () => ({ modifiedSinceSeconds: 1 }), 200],
  ])('is checked in the statement that writes: %s', async (_, preconditions, expected) => {
    const id = uuid();
    const version = await insertOne(id);
    const update = updateOf(id, { text: 'second' }, { preconditions: preconditions(version) });
    expect(await written(todoitem, [update])).toEqual([expected]);
    expect((await read(id))?.text).toBe(expected === 200 ? 'second' : 'first');
  });
});

describe('an operation key', () => {
  test('answers a repeated operation from its first decision, whatever has happened since', async () => {
    const id = uuid();
    const key = { client: uuid(), n: 1 };
    const insert = insertOf(id, { text: 'a', complete: false }, { key });
    expect(await written(todoitem, [insert])).toEqual([201]);
    expect(await written(todoitem, [updateOf(id, { text: 'b' })])).toEqual([200]);
    const [again] = await writeAs(undefined, todoitem, [insert]);
    expect(again).toMatchObject({ kind: 'written', status: 201, replayed: true, record: { text: 'b' } });
  });

  test('repeats a refusal, too', async () => {
    const key = { client: uuid(), n: 1 };
    const id = uuid();
    const update = updateOf(id, { text: 'b' }, { key });
    expect(await written(todoitem, [update])).toEqual(['record_not_found']);
    await insertOne(id);
    expect(await written(todoitem, [update])).toEqual(['record_not_found']);
    expect((await read(id))?.text).toBe('first');
  });

  test('twice in one list is one operation', async () => {
    const id = uuid();
    const insert = insertOf(id, { text: 'a', complete: false }, { key: { client: uuid(), n: 7 } });
    const outcomes = await writeAs(undefined, todoitem, [insert, insert]);
    expect(outcomes.map(({ kind, replayed }) => [kind, replayed])).toEqual([
      ['written', false],
      ['written', true],
    ]);
  });

  test('used for another operation is refused, and nothing is written', async () => {
    const key = { client: uuid(), n: 1 };
    const [first, second] = [uuid(), uuid()];
    await written(todoitem, [insertOf(first, { text: 'a', complete: false }, { key })]);
    expect(await written(todoitem, [insertOf(second, { text: 'a', complete: false }, { key })])).toEqual([
      'key_reused',
    ]);
    expect(await written(todoitem, [insertOf(first, { text: 'b', complete: false }, { key })])).toEqual(['key_reused']);
    expect(await written(kitchen, [insertOf(first, { text: 'a', complete: false }, { key })])).toEqual(['key_reused']);
    expect(await read(second)).toBeUndefined();
  });

  test('belongs to its user: two users with the same client and number both write', async () => {
    const key = { client: uuid(), n: 1 };
    const [mine, yours] = [uuid(), uuid()];
    expect(await written(todoitem, [insertOf(mine, { text: 'a', complete: false }, { key })], 'ann')).toEqual([201]);
    expect(await written(todoitem, [insertOf(yours, { text: 'b', complete: false }, { key })], 'bob')).toEqual([201]);
    expect([(await read(mine))?.text, (await read(yours))?.text]).toEqual(['a', 'b']);
  });

  test('that 4 attempts at once send is decided once', async () => {
    const id = uuid();
    const insert = insertOf(id, { text: 'a', complete: false }, { key: { client: uuid(), n: 1 } });
    const outcomes = (await Promise.all([1, 2, 3, 4].map(() => writeAs(undefined, todoitem, [insert])))).flat();
    expect(outcomes.map(({ replayed }) => replayed).sort()).toEqual([false, true, true, true]);
  });

  test('whose decision has been collected is never decided again', async () => {
    const client = uuid();
    await db.write([
      { sql: "INSERT INTO sync_client (principal, client, floor) VALUES ('', ?1, 5)", params: [client] },
    ]);
    const insert = (n: number) => insertOf(uuid(), { text: 'a', complete: false }, { key: { client, n } });
    expect(await written(todoitem, [insert(5), insert(6)])).toEqual(['operation_expired', 201]);
  });
});

describe('an operation that follows another', () => {
  test('is applied on the version that the other gave, in one list or in two', async () => {
    const [client, id] = [uuid(), uuid()];
    const key = (n: number) => ({ key: { client, n } });
    const chain = [
      insertOf(id, { text: 'a', complete: false }, key(1)),
      updateOf(id, { text: 'b' }, { ...key(2), after: 1 }),
      deleteOf(id, { ...key(3), after: 2 }),
    ];
    expect(await written(todoitem, chain.slice(0, 2))).toEqual([201, 200]);
    expect(await written(todoitem, chain)).toEqual([201, 200, 200]);
  });

  test('is refused when somebody else has written in between', async () => {
    const [client, id] = [uuid(), uuid()];
    await written(todoitem, [insertOf(id, { text: 'a', complete: false }, { key: { client, n: 1 } })]);
    await written(todoitem, [updateOf(id, { text: 'foreign' })]);
    const update = updateOf(id, { text: 'b' }, { key: { client, n: 2 }, after: 1 });
    expect(await written(todoitem, [update])).toEqual(['precondition_failed']);
    expect((await read(id))?.text).toBe('foreign');
  });
});

describe('a repeated operation of a client without keys', () => {
  test.each(['insert', 'update', 'delete'] as const)('is told by the record: %s', async (kind) => {
    const id = uuid();
    const insert = insertOf(id, { text: 'first', complete: false });
    const version = await insertOne(id);
    const preconditions = { ifMatch: [version] };
    const update = updateOf(id, { text: 'second' }, { preconditions });
    const operation = { insert, update, delete: deleteOf(id, { preconditions }) }[kind];
    if (kind !== 'insert') await written(todoitem, [operation]);
    const before = await read(id);
    const [again] = await writeAs(undefined, todoitem, [operation]);
    expect(again).toMatchObject({ kind: 'written', status: kind === 'insert' ? 201 : 200, replayed: true });
    expect(await read(id)).toEqual(before);
  });

  test('with other content is a conflict', async () => {
    const id = uuid();
    const version = await insertOne(id);
    const preconditions = { ifMatch: [version] };
    expect(await written(todoitem, [insertOf(id, { text: 'other', complete: false })])).toEqual(['record_exists']);
    expect(await written(todoitem, [updateOf(id, { text: 'second' }, { preconditions })])).toEqual([200]);
    expect(await written(todoitem, [updateOf(id, { text: 'third' }, { preconditions })])).toEqual([
      'precondition_failed',
    ]);
    expect(await written(todoitem, [deleteOf(id, { preconditions })])).toEqual(['precondition_failed']);
  });

  test('tells JSON text from JSON numbers', async () => {
    const id = uuid();
    const insert = (meta: string | number) => insertOf(id, { text: 'a', complete: false, meta });
    expect(await written(kitchen, [insert(5), insert('5'), insert(5)])).toEqual([201, 'record_exists', 201]);
  });
});

describe('a table', () => {
  test('without soft delete loses a removed record, and remembers the decision', async () => {
    const id = uuid();
    await written(note, [insertOf(id, { text: 'a' })]);
    const remove = deleteOf(id, { key: { client: uuid(), n: 1 } });
    const [removed] = await writeAs(undefined, note, [remove]);
    expect(removed).toMatchObject({ kind: 'written', record: { text: 'a' } });
    expect(await readRecord(db, note, undefined, id)).toBeUndefined();
    const [again] = await writeAs(undefined, note, [remove]);
    expect(again).toMatchObject({ kind: 'written', status: 200, replayed: true, record: undefined });
    expect(await written(note, [insertOf(id, { text: 'b' })])).toEqual([201]);
  });

  test("of users' own records keeps equal ids apart", async () => {
    const id = uuid();
    expect(await written(diary, [insertOf(id, { text: "ann's" })], 'ann')).toEqual([201]);
    expect(await written(diary, [updateOf(id, { text: 'stolen' })], 'bob')).toEqual(['record_not_found']);
    expect(await written(diary, [insertOf(id, { text: "bob's" })], 'bob')).toEqual([201]);
    expect(await readRecord(db, diary, { id: 'ann' }, id)).toMatchObject({ text: "ann's", owner: 'ann' });
  });
});
