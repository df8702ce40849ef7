import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { runs } from '../runs.ts';
import { db } from './database.ts';
import { deleteOf, insertOf, undeleteOf, updateOf, uuid, writeAs, written } from './db/operations.ts';
import { DatasyncPuller } from './pullers/datasync-puller.ts';
import { JsPuller } from './pullers/js-puller.ts';
import { todoitem } from './tables.ts';

/** Puts the database's clock into the hands of the test. */
beforeAll(async () => {
  const statements = [
    'CREATE TABLE test_clock (now INTEGER NOT NULL)',
    `INSERT INTO test_clock VALUES (${Date.now()})`,
    'DROP VIEW sync_clock',
    'CREATE VIEW sync_clock AS SELECT now FROM test_clock',
  ];
  await db.write(statements.map((sql) => ({ sql, params: [] })));
});

const moveClock = (ms: number) => db.write([{ sql: 'UPDATE test_clock SET now = now + ?1', params: [ms] }]);

type World = { ids: string[]; pullers: (JsPuller | DatasyncPuller)[] };
type Action = (world: World) => Promise<unknown>;

const pick = (ids: readonly string[], at: number): string => ids[at % ids.length] ?? '';

const edit = (id: string) => writeAs(undefined, todoitem, [updateOf(id, { text: uuid() })]);
const insertNew = async (ids: string[]): Promise<void> => {
  const id = uuid();
  await writeAs(undefined, todoitem, [insertOf(id, { text: 'new', complete: false })]);
  ids.push(id);
};

const actions = {
  insert: fc.constant<Action>(({ ids }) => insertNew(ids)),
  update: fc.nat().map(
    (at): Action =>
      ({ ids }) =>
        edit(pick(ids, at)),
  ),
  // What a puller that has seen the newest record and skips it is most sensitive to.
  overtake: fc.constant<Action>(async ({ ids }) => {
    await edit(ids.at(-1) ?? '');
    await insertNew(ids);
  }),
  remove: fc.nat().map(
    (at): Action =>
      ({ ids }) =>
        writeAs(undefined, todoitem, [deleteOf(pick(ids, at))]),
  ),
  undelete: fc.nat().map(
    (at): Action =>
      ({ ids }) =>
        writeAs(undefined, todoitem, [undeleteOf(pick(ids, at))]),
  ),
  moveClock: fc.integer({ min: -10_000, max: 10_000 }).map(
    (ms): Action =>
      () =>
        moveClock(ms),
  ),
  pull: fc.nat().map(
    (at): Action =>
      async ({ pullers }) =>
        pullers[at % pullers.length]?.step(),
  ),
};

const action = fc.oneof(
  { weight: 1, arbitrary: actions.insert },
  { weight: 2, arbitrary: actions.update },
  { weight: 2, arbitrary: actions.overtake },
  { weight: 1, arbitrary: actions.remove },
  { weight: 1, arbitrary: actions.undelete },
  { weight: 1, arbitrary: actions.moveClock },
  { weight: 10, arbitrary: actions.pull },
);

test('whatever is written between the pages of a pull, old clients miss no record', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 15, maxLength: 40 }), async (schedule) => {
      const ids = [uuid(), uuid()];
      const statuses = await written(
        todoitem,
        ids.map((id) => insertOf(id, { text: 'first', complete: false })),
      );
      expect(statuses).toEqual([201, 201]);
      const [start] = await db.read([
        { sql: 'SELECT max(updatedAt) AS at FROM todoitem WHERE id = ?1', params: [ids[0] ?? ''] },
      ]);
      const since = Number(start?.[0]?.at) - 1;
      const pullers = [new JsPuller(since, 2), new DatasyncPuller(since)];
      for (const act of schedule) await act({ ids, pullers });
      for (const puller of pullers) await puller.finish();
      const sql = 'SELECT id, version FROM todoitem WHERE id IN (SELECT value FROM json_each(?1)) ORDER BY id';
      const [rows = []] = await db.read([{ sql, params: [JSON.stringify(ids)] }]);
      const server = rows.map(({ id, version }) => [id, version]);
      for (const puller of pullers) {
        const local = ids.toSorted().map((id) => [id, puller.versions.get(id)]);
        expect([puller.constructor.name, local]).toEqual([puller.constructor.name, server]);
      }
    }),
    runs(100),
  );
});

test('a clock that has jumped years ahead is followed no further than five minutes', async () => {
  await moveClock(10 * 365 * 86_400_000);
  const [outcome] = await writeAs(undefined, todoitem, [insertOf(uuid(), { text: 'a', complete: false })]);
  expect(Number(outcome?.record?.updatedAt)).toBeLessThan(Date.now() + 360_000);
  await moveClock(-10 * 365 * 86_400_000);
});
