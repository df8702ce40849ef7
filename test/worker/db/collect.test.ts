import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { realEnvironment } from '../../../src/core/environment.ts';
import type { Operation } from '../../../src/core/operation.ts';
import { type CollectOptions, collect } from '../../../src/db/collect/collect.ts';
import { write } from '../../../src/db/write/write.ts';
import { string } from '../../../src/table/column.ts';
import { type SyncTable, syncTable } from '../../../src/table/sync-table.ts';
import { db } from '../database.ts';
import { draft, note, todoitem } from '../tables.ts';
import { type MovedClock, moveClock } from './moved-clock.ts';
import { deleteOf, insertOf, updateOf, uuid } from './operations.ts';
import { historyNow, isTooLate } from './too-late.ts';

const hour = 3_600_000;
const day = 24 * hour;

let clock: MovedClock;
beforeAll(async () => {
  clock = await moveClock();
});

/** All that earlier tests left is forgotten first. */
beforeEach(async () => {
  await clock.pass(400 * day);
  await written([insertOf(uuid(), {})]);
  await clean({ maxSteps: 100 });
});

const clean = (options?: CollectOptions) =>
  collect({ db, environment: clock.environment }, [todoitem, note, draft], options);

async function written(entries: readonly Operation[], table: SyncTable = draft) {
  const outcomes = await write(
    { db, environment: clock.environment, principal: undefined },
    entries.map((entry) => ({ table, entry })),
  );
  return outcomes.map((outcome) => (outcome.kind === 'written' ? outcome.status : outcome.problem.code));
}

async function ask(sql: string) {
  const [rows] = await db.read([{ sql: `SELECT (${sql}) AS value`, params: [] }]);
  return rows?.[0]?.value;
}
const journalOf = (id: string) => ask(`SELECT count(*) FROM sync_journal WHERE pk = '${id}'`);
const recordOf = (id: string) => ask(`SELECT deleted FROM draft WHERE id = '${id}'`);
const head = async () => Number(await ask('SELECT max(seq) FROM sync_journal'));

describe('the journal', () => {
  test('keeps 35 days, and its head for ever', async () => {
    const [old, young, last] = [uuid(), uuid(), uuid()];
    await written([insertOf(old, {})]);
    await clock.pass(2 * hour);
    await written([insertOf(young, {})]);
    await clock.pass(35 * day - hour);
    expect(await clean()).toMatchObject({ more: false });
    expect([await journalOf(old), await journalOf(young)]).toEqual([0, 1]);
    await written([insertOf(last, {})]);
    await clock.pass(400 * day);
    await clean();
    expect([await journalOf(young), await journalOf(last)]).toEqual([0, 1]);
    expect([await recordOf(old), await recordOf(young)]).toEqual([0, 0]);
  });

  test('keeps as long as it is told', async () => {
    const id = uuid();
    await written([insertOf(id, {}), insertOf(uuid(), {})]);
    await clock.pass(3 * day);
    await clean({ keepJournal: { days: 4 } });
    expect(await journalOf(id)).toBe(1);
    await clean({ keepJournal: { days: 2 } });
    expect(await journalOf(id)).toBe(0);
  });

  test('forgets refusals without keys after an hour, and nothing else', async () => {
    const [refused, keyed, made] = [uuid(), uuid(), uuid()];
    const key = { client: uuid(), n: 1 };
    const list = [updateOf(refused, { text: 'a' }), updateOf(keyed, { text: 'a' }, { key }), insertOf(made, {})];
    expect(await written(list)).toEqual(['record_not_found', 'record_not_found', 201]);
    await clock.pass(hour - 1000);
    await clean();
    expect(await journalOf(refused)).toBe(1);
    await clock.pass(2000);
    expect(await clean()).toEqual({ journal: 1, tombstones: 0, more: false });
    expect([await journalOf(refused), await journalOf(keyed), await journalOf(made)]).toEqual([0, 1, 1]);
  });

  test('is not fooled by a clock of the database that jumped ahead', async () => {
    const id = uuid();
    await written([insertOf(id, {}), insertOf(uuid(), {})]);
    await clock.pass(400 * day);
    const slow = { ...clock.environment, now: () => clock.now() - 400 * day };
    await collect({ db, environment: slow }, [draft]);
    expect(await journalOf(id)).toBe(1);
  });

  test('goes in steps of 1,000 rows, and says when there is more', async () => {
    await written(Array.from({ length: 2500 }, () => insertOf(uuid(), {})));
    await clock.pass(36 * day);
    expect(await clean({ maxSteps: 3 })).toEqual({ journal: 1000, tombstones: 0, more: true });
    expect(await clean()).toEqual({ journal: 1500, tombstones: 0, more: false });
    expect(await clean()).toEqual({ journal: 0, tombstones: 0, more: false });
  });

  test('may be collected by several at once', async () => {
    await written(Array.from({ length: 1500 }, () => insertOf(uuid(), {})));
    await clock.pass(36 * day);
    const removed = await Promise.all([clean(), clean(), clean()]);
    expect(removed.reduce((sum, { journal }) => sum + journal, 0)).toBe(1500);
  });
});

describe('an operation key', () => {
  test('is answered as before until its decision is collected, and then never applied again', async () => {
    const id = uuid();
    const insert = insertOf(id, {}, { key: { client: uuid(), n: 9 } });
    await written([insert]);
    await written([deleteOf(id)]);
    await clock.pass(34 * day);
    await clean();
    expect(await recordOf(id)).toBeNull();
    expect(await written([insert])).toEqual([201]);
    await clock.pass(2 * day);
    await clean();
    expect([await written([insert]), await recordOf(id)]).toEqual([['operation_expired'], null]);
    await clock.pass(400 * day);
    await clean();
    expect([await written([insert]), await recordOf(id)]).toEqual([['operation_expired'], null]);
  });

  test('of a client that goes on is taken, whatever was collected', async () => {
    const client = uuid();
    const insert = (n: number) => insertOf(uuid(), {}, { key: { client, n } });
    await written([insert(1), insert(2), insert(5)]);
    await clock.pass(36 * day);
    await written([insert(6)]);
    await clean();
    expect(await written([insert(4), insert(5), insert(7)])).toEqual(['operation_expired', 'operation_expired', 201]);
  });

  test('that is no number expires, too', async () => {
    const insert = insertOf(uuid(), {}, { key: { client: uuid(), n: 0 } });
    await written([insert, insertOf(uuid(), {})]);
    await clock.pass(36 * day);
    await clean();
    expect(await written([insert])).toEqual(['operation_expired']);
  });
});

describe('tombstones', () => {
  test('go when their table says so, and only they', async () => {
    const [gone, alive, young] = [uuid(), uuid(), uuid()];
    await written([insertOf(gone, {}), insertOf(alive, {}), insertOf(young, {}), deleteOf(gone)]);
    await clock.pass(29 * day);
    await written([deleteOf(young)]);
    await clean();
    expect(await recordOf(gone)).toBe(1);
    await clock.pass(2 * day);
    expect(await clean()).toEqual({ journal: 0, tombstones: 1, more: false });
    expect(await Promise.all([gone, alive, young].map(recordOf))).toEqual([null, 0, 1]);
  });

  test('stay for ever by default', async () => {
    const id = uuid();
    await written([insertOf(id, { complete: false }), deleteOf(id)], todoitem);
    await clock.pass(4000 * day);
    await clean();
    expect(await ask(`SELECT deleted FROM todoitem WHERE id = '${id}'`)).toBe(1);
  });

  test('are never so few that a reader misses one without being told', async () => {
    const id = uuid();
    await written([insertOf(id, {})]);
    const seen = await head();
    await written([deleteOf(id)]);
    const after = await head();
    const forgotten = async (table: SyncTable, stamp: number) => isTooLate(await historyNow(table), stamp);
    await clock.pass(31 * day);
    expect(await forgotten(draft, seen)).toBe(false);
    await clean();
    expect([await forgotten(draft, seen), await forgotten(todoitem, seen)]).toEqual([true, false]);
    await written([insertOf(uuid(), {})]);
    await clock.pass(36 * day);
    await written([insertOf(uuid(), {})]);
    await clean();
    expect([await forgotten(todoitem, seen), await forgotten(todoitem, after)]).toEqual([true, true]);
    expect(await forgotten(todoitem, await head())).toBe(false);
  });
});

test.each([{ keepJournal: {} }, { keepJournal: { days: -1 } }, { maxSteps: 0 }, { maxSteps: 1.5 }])(
  'what cannot be is refused: %j',
  async (options) => {
    await expect(collect({ db, environment: realEnvironment }, [], options)).rejects.toThrow(
      Object.keys(options)[0] ?? '',
    );
  },
);

test.each([
  ['no length of time', () => syncTable('t', { text: string() }, { tombstonesExpire: {} })],
  [
    'without tombstones',
    () => syncTable('t', { text: string() }, { tombstonesExpire: { days: 1 }, softDelete: false }),
  ],
  [
    'with ids that would be given twice',
    () => syncTable('t', { text: string() }, { tombstonesExpire: { days: 1 }, id: 'integer' }),
  ],
])('a table whose tombstones expire is refused: %s', (_, declare) => {
  expect(declare).toThrow(/tombstonesExpire/);
});
