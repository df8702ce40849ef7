/** Random writes of every kind to `card`, `slip` and `ticket`: through the service, and by other SQL clients. */
import fc from 'fast-check';
import type { Send } from '../coded.ts';
import { db } from '../database.ts';

/** One write; what is refused, as a delete of what is not there, is no matter. */
export type Write = (send: Send, ids: readonly string[]) => Promise<unknown>;

const users = ['ann', 'bob'] as const;
export const someUser = fc.constantFrom(...users);
const someTable = fc.constantFrom('card', 'slip', 'todoitem');

const someValues = fc.record(
  {
    list: fc.constantFrom('a', 'b', null),
    done: fc.boolean(),
    points: fc.integer({ min: 0, max: 4 }),
  },
  { requiredKeys: [] },
);
const someId = fc.nat(4);
const idOf = (ids: readonly string[], at: number): string => ids[at % ids.length] ?? '';

const run = (sql: string, ...params: (string | number | null)[]) =>
  // A record that is there already refuses another SQL client's insert: then nothing is written.
  db.write([{ sql, params }]).catch(() => []);

/** The columns that the table has, under the names of its own. */
const fitting = (table: string, { done, list, points }: { list?: string | null; done?: boolean; points?: number }) =>
  table === 'todoitem'
    ? { ...(list === undefined ? {} : { text: list }), ...(done === undefined ? {} : { complete: done }) }
    : {
        ...(list === undefined ? {} : { list }),
        ...(done === undefined ? {} : { done }),
        ...(points === undefined ? {} : { points }),
      };

const served = fc
  .record({ table: someTable, user: someUser, at: someId, values: someValues })
  .chain(({ table, user, at, values }) =>
    fc.constantFrom<Write>(
      (send, ids) => send('POST', `/tables/${table}`, { user, body: { id: idOf(ids, at), ...fitting(table, values) } }),
      (send, ids) => send('PATCH', `/tables/${table}/${idOf(ids, at)}`, { user, body: fitting(table, values) }),
      (send, ids) => send('PATCH', `/tables/${table}/${idOf(ids, at)}`, { user, body: fitting(table, values) }),
      (send, ids) => send('PUT', `/tables/${table}/${idOf(ids, at)}`, { user, body: fitting(table, values) }),
      (send, ids) => send('DELETE', `/tables/${table}/${idOf(ids, at)}`, { user }),
      (send, ids) => send('PATCH', `/tables/${table}/${idOf(ids, at)}`, { user, body: { deleted: false } }),
    ),
  );

/** Statements of other SQL clients, which know nothing of stamps. */
const foreign = fc
  .record({
    table: fc.constantFrom('card', 'slip'),
    user: someUser,
    other: someUser,
    at: someId,
    list: fc.constantFrom('a', 'b', null),
    done: fc.nat(1),
    points: fc.nat(4),
  })
  .chain(({ table, user, other, at, list, done, points }) => {
    const owner = table === 'card' ? user : '';
    const columns = '(owner, id, list, done, points) VALUES (?1, ?2, ?3, ?4, ?5)';
    return fc.constantFrom<Write>(
      (_, ids) => run(`INSERT INTO ${table} ${columns}`, owner, idOf(ids, at), list, done, points),
      (_, ids) => run(`REPLACE INTO ${table} ${columns}`, owner, idOf(ids, at), list, done, points),
      (_, ids) => run(`UPDATE ${table} SET list = ?1 WHERE owner = ?2 AND id = ?3`, list, owner, idOf(ids, at)),
      (_, ids) =>
        run(`UPDATE ${table} SET done = 1 - done WHERE id IN (SELECT value FROM json_each(?1))`, JSON.stringify(ids)),
      (_, ids) => run('UPDATE card SET owner = ?1 WHERE owner = ?2 AND id = ?3', other, user, idOf(ids, at)),
      (_, ids) =>
        run('UPDATE card SET owner = ?1, list = ?4 WHERE owner = ?2 AND id = ?3', other, user, idOf(ids, at), list),
    );
  });

export const someWrite: fc.Arbitrary<Write> = fc.oneof(
  { weight: 3, arbitrary: served },
  { weight: 2, arbitrary: foreign },
);
