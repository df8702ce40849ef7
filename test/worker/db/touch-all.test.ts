import { expect, test } from 'vitest';
import type { Row } from '../../../src/db/db.ts';
import { touchAll } from '../../../src/db/touch-all.ts';
import { db } from '../database.ts';
import { diary, note, ticket, todoitem } from '../tables.ts';
import { deleteOf, insertOf, updateOf, uuid, writeAs } from './operations.ts';

const select = async (sql: string): Promise<readonly Row[]> => (await db.read([{ sql, params: [] }]))[0] ?? [];
const stored = () => select('SELECT * FROM todoitem ORDER BY id');

test('every record and tombstone gets a stamp later than all before and a new version, and keeps the rest', async () => {
  const inserts = Array.from({ length: 2100 }, (_, n) => insertOf(uuid(), { text: `n${n}`, complete: false }));
  await writeAs(undefined, todoitem, inserts);
  await writeAs(undefined, todoitem, [deleteOf(inserts[7]?.id ?? '')]);
  await writeAs('ann', diary, [insertOf(uuid(), { text: 'mine' })]);
  await writeAs(undefined, note, [insertOf(uuid(), { text: 'a' })]);
  const before = await stored();
  const [head] = await select('SELECT max(seq) AS seq FROM sync_journal');
  const told: object[] = [];
  await touchAll(db, [todoitem, diary, note, ticket], '0123456789abcdef', { tell: (touched) => told.push(touched) });
  expect(told).toEqual([
    { table: 'todoitem', records: 2100 },
    { table: 'diary', records: 1 },
    { table: 'note', records: 1 },
    { table: 'ticket', records: 0 },
  ]);
  const after = await stored();
  expect(after).toHaveLength(2100);
  after.forEach((record, at) => {
    const { version, updatedAt, prevVersion, ...kept } = record;
    expect(before[at]).toMatchObject({ ...kept, version: prevVersion });
    expect(version).not.toBe(prevVersion);
    expect(Number(updatedAt)).toBeGreaterThan(Number(head?.seq));
  });
  expect(new Set(after.map(({ updatedAt }) => updatedAt)).size).toBe(2100);
  expect(await select('SELECT epoch FROM sync_epoch')).toEqual([{ epoch: '0123456789abcdef' }]);
});

test('stamps are later than what was stamped before the restore, whatever the clock says', async () => {
  const [row] = await select('SELECT max(seq) + 600000 AS later FROM sync_journal');
  const afterMs = Number(row?.later);
  await touchAll(db, [todoitem], '0123456789abcdef', { afterMs });
  const [first] = await select('SELECT min(updatedAt) AS stamp FROM todoitem');
  expect(Number(first?.stamp)).toBeGreaterThan(afterMs);
  const [unchanged] = await select('SELECT max(seq) AS seq FROM sync_journal');
  await touchAll(db, [], '0123456789abcdef', { afterMs });
  expect(await select('SELECT max(seq) AS seq FROM sync_journal')).toEqual([unchanged]);
});

test('again, it begins another epoch', async () => {
  await touchAll(db, [], 'ffffffffffffffff');
  expect(await select('SELECT epoch FROM sync_epoch')).toEqual([{ epoch: 'ffffffffffffffff' }]);
});

test('an edit from before is a conflict, not an overwrite', async () => {
  const id = uuid();
  const [inserted] = await writeAs(undefined, todoitem, [insertOf(id, { text: 'a', complete: false })]);
  await touchAll(db, [todoitem], '0000000000000000');
  const preconditions = { ifMatch: [String(inserted?.record?.version)] };
  const [updated] = await writeAs(undefined, todoitem, [updateOf(id, { text: 'b' }, { preconditions })]);
  expect(updated).toMatchObject({ kind: 'refused', problem: { code: 'precondition_failed' }, record: { text: 'a' } });
});
