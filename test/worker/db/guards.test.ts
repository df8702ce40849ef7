import { describe, expect, test } from 'vitest';
import { DatabaseError } from '../../../src/db/db.ts';
import { readRecord } from '../../../src/db/read.ts';
import { schemaObjects } from '../../../src/db/triggers.ts';
import { db } from '../database.ts';
import * as tables from '../tables.ts';
import { deleteOf, insertOf, updateOf, uuid, written } from './operations.ts';

const { draft, note, todoitem } = tables;
const run = (sql: string, ...params: (string | number)[]) => db.write([{ sql, params }]);

/** The code with which a guard refused a statement; the statement must have been refused. */
async function refusal(sql: string, ...params: (string | number)[]): Promise<string> {
  const error = await run(sql, ...params).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof DatabaseError) || !(error.cause instanceof Error)) throw new Error(`not refused: ${sql}`);
  return /\bE_(?:CLOCK|HEAD|FLOOR|SEQ|HARD_DELETE)\b/.exec(error.cause.message)?.[0] ?? error.cause.message;
}

const insertOne = async (): Promise<string> => {
  const id = uuid();
  expect(await written(todoitem, [insertOf(id, { text: 'a', complete: false })])).toEqual([201]);
  return id;
};

test('the database has the view and every trigger that the tables need, and no other', async () => {
  const [rows] = await db.read([
    { sql: "SELECT name FROM sqlite_master WHERE type IN ('trigger', 'view') ORDER BY name", params: [] },
  ]);
  const expected = schemaObjects(Object.values(tables)).map(({ name }) => name);
  expect(rows?.map(({ name }) => name)).toEqual([...expected].sort());
});

describe('a guard refuses', () => {
  test.each([
    [
      'a journal that goes back',
      "INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version) VALUES (1, '', '', '', '', 200, '')",
      'E_CLOCK',
    ],
    ['a write that the journal forgets before its floor is raised', 'DELETE FROM sync_journal', 'E_FLOOR'],
    ['a stamp that the journal did not give', 'UPDATE todoitem SET updatedAt = updatedAt + 1', 'E_SEQ'],
    ['a record that is inserted with a stamp', "INSERT INTO todoitem (id, updatedAt) VALUES ('forged', 5)", 'E_SEQ'],
    ['another id for a record', "UPDATE todoitem SET id = id || 'x'", 'E_SEQ'],
    ['a record that vanishes', 'DELETE FROM todoitem', 'E_HARD_DELETE'],
  ])('%s', async (_, sql, code) => {
    await insertOne();
    expect(await refusal(sql)).toBe(code);
  });

  test('a journal without its head, even if that is a refusal', async () => {
    await written(todoitem, [updateOf(uuid(), { text: 'a' })]);
    expect(await refusal('DELETE FROM sync_journal WHERE status = 404')).toBe('E_HEAD');
  });

  test('a hard delete of a record that was not removed through the service', async () => {
    await written(note, [insertOf(uuid(), { text: 'a' })]);
    expect(await refusal('DELETE FROM note')).toBe('E_HARD_DELETE');
    expect(await refusal('DELETE FROM note WHERE rowid IN (SELECT rowid FROM note)')).toBe('E_HARD_DELETE');
  });
});

const headStamp = async (): Promise<number> => {
  const [rows] = await db.read([{ sql: 'SELECT max(seq) AS head FROM sync_journal', params: [] }]);
  return Number(rows?.[0]?.head);
};
const raiseFloor = (table: string, seq: number) =>
  run('INSERT INTO sync_floor (tbl, seq) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET seq = excluded.seq', table, seq);

describe('behind a floor', () => {
  test('a tombstone may be deleted; a record, and a tombstone after the floor, may not', async () => {
    const [old, alive, young] = [uuid(), uuid(), uuid()];
    await written(draft, [insertOf(old, {}), insertOf(alive, {}), insertOf(young, {}), deleteOf(old)]);
    await raiseFloor('draft', await headStamp());
    await written(draft, [deleteOf(young)]);
    await run('DELETE FROM draft WHERE id = ?1', old);
    expect(await refusal('DELETE FROM draft WHERE id = ?1', alive)).toBe('E_HARD_DELETE');
    expect(await refusal('DELETE FROM draft WHERE id = ?1', young)).toBe('E_HARD_DELETE');
  });

  test('the journal keeps decisions whose clients could still repeat them', async () => {
    const [client, id] = [uuid(), uuid()];
    await written(todoitem, [insertOf(id, { complete: false }, { key: { client, n: 7 } })]);
    await raiseFloor('', await headStamp());
    await insertOne();
    const forget = 'DELETE FROM sync_journal WHERE pk = ?1';
    expect(await refusal(forget, id)).toBe('E_FLOOR');
    const floor = "INSERT INTO sync_client (principal, client, floor) VALUES ('', ?1, ?2)";
    await run(`${floor} ON CONFLICT DO UPDATE SET floor = excluded.floor`, client, 7);
    await run(forget, id);
    expect(await written(todoitem, [insertOf(id, { complete: false }, { key: { client, n: 7 } })])).toEqual([
      'operation_expired',
    ]);
  });

  test('a refusal without a key may be deleted at any time', async () => {
    const id = uuid();
    await written(todoitem, [updateOf(id, { text: 'a' })]);
    await insertOne();
    await run('DELETE FROM sync_journal WHERE pk = ?1', id);
  });

  test.each(['sync_floor SET seq', 'sync_client SET floor'])('no floor goes down: %s', async (column) => {
    await run("INSERT OR IGNORE INTO sync_floor (tbl, seq) VALUES ('', 1)");
    await run("INSERT OR IGNORE INTO sync_client (principal, client, floor) VALUES ('', 'any', 1)");
    expect(await refusal(`UPDATE ${column} = 0`)).toBe('E_FLOOR');
  });
});

describe('a write by another SQL client', () => {
  test('gets a stamp of its own for each record, later than all before', async () => {
    const before = await insertOne();
    const ids = [uuid(), uuid(), uuid()];
    await run("INSERT INTO todoitem (id, text) SELECT value, 'foreign' FROM json_each(?1)", JSON.stringify(ids));
    const records = await Promise.all([before, ...ids].map((id) => readRecord(db, todoitem, undefined, id)));
    const stamps = records.map((record) => Number(record?.updatedAt));
    expect(stamps.every((stamp, at) => at === 0 || stamp > (stamps[at - 1] ?? Infinity))).toBe(true);
    expect(records.map((record) => record?.createdAt)).toEqual(stamps);
    expect(new Set(records.map((record) => record?.version)).size).toBe(records.length);
  });

  test('to many records changes the version and the stamp of each', async () => {
    const ids = [await insertOne(), await insertOne()];
    const before = await Promise.all(ids.map((id) => readRecord(db, todoitem, undefined, id)));
    await run("UPDATE todoitem SET text = 'all' WHERE id IN (?1, ?2)", ...ids);
    const after = await Promise.all(ids.map((id) => readRecord(db, todoitem, undefined, id)));
    after.forEach((record, at) => {
      expect(record).toMatchObject({ text: 'all', prevVersion: before[at]?.version, createdAt: before[at]?.createdAt });
      expect(record?.version).not.toBe(before[at]?.version);
    });
    expect(new Set(after.map((record) => record?.updatedAt)).size).toBe(2);
  });

  test('is journalled like any other', async () => {
    const id = uuid();
    await run("INSERT INTO todoitem (id, text) VALUES (?1, 'foreign')", id);
    const record = await readRecord(db, todoitem, undefined, id);
    const [rows] = await db.read([
      { sql: 'SELECT * FROM sync_journal WHERE seq = ?1', params: [Number(record?.updatedAt)] },
    ]);
    expect(rows).toMatchObject([{ tbl: 'todoitem', pk: id, kind: 'external', version: record?.version }]);
  });
});
