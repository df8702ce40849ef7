/**
 * The anomalies of weak isolation (Adya; the names and histories are those of Hermitage by M. Kleppmann), as far as
 * they can be tried with batches: each case says whether it saw the anomaly.
 */
import type { Row, Statement } from '../../../src/db/db.ts';
import { db } from '../database.ts';

const rounds = 20;

const statement = (sql: string): Statement => ({ sql, params: [] });
const write = (...sql: string[]) => db.write(sql.map(statement));
const read = (...sql: string[]) => db.read(sql.map(statement));
const failing = (...sql: string[]) => write(...sql, 'SELECT n FROM no_such_table').catch(() => []);

const select = (id: string): string => `SELECT n FROM anomaly WHERE id = '${id}'`;
const set = (id: string, n: number | string): string => `UPDATE anomaly SET n = ${n} WHERE id = '${id}'`;
const numberOf = (rows: readonly Row[] | undefined): number => Number(rows?.[0]?.n);
const seen = async (...ids: string[]): Promise<number[]> => (await read(...ids.map(select))).map(numberOf);

/** Both records are 0, and there is no other. */
export const reset = () =>
  write(
    'CREATE TABLE IF NOT EXISTS anomaly (id TEXT PRIMARY KEY, n INTEGER NOT NULL)',
    'DELETE FROM anomaly',
    "INSERT INTO anomaly VALUES ('x', 0), ('y', 0)",
  );

/** What concurrent transactions did, round by round; whether one of the rounds shows the anomaly. */
async function inSomeRound(shows: (round: number) => Promise<boolean>): Promise<boolean> {
  for (let round = 1; round <= rounds; round += 1) if (await shows(round)) return true;
  return false;
}

export const anomalies: Readonly<Record<string, () => Promise<boolean>>> = {
  'G0: writes of two transactions are mixed': () =>
    inSomeRound(async (round) => {
      await Promise.all([1, 2, 3].map((by) => write(set('x', round * 10 + by), set('y', round * 10 + by))));
      const [x, y] = await seen('x', 'y');
      return x !== y;
    }),
  'G1a: a write that was rolled back is seen': () =>
    inSomeRound(async () => {
      const [, ...reads] = await Promise.all([
        failing(set('x', -1)),
        ...[1, 2, 3].map(() => seen('x')),
        failing(set('x', -1)),
      ]);
      return [...reads.flat(), ...(await seen('x'))].includes(-1);
    }),
  'G1b: a value that a transaction overwrote itself is seen': () =>
    inSomeRound(async () => {
      const reads = [1, 2, 3].map(() => seen('x'));
      await write(set('x', -1), set('x', 1));
      return (await Promise.all([...reads, seen('x')])).flat().includes(-1);
    }),
  'G1c: two transactions each see what the other wrote': () =>
    inSomeRound(async (round) => {
      const [one, two] = await Promise.all([write(set('x', round), select('y')), write(set('y', round), select('x'))]);
      return numberOf(one[1]) === round && numberOf(two[1]) === round;
    }),
  'OTV: a transaction that was seen vanishes': () =>
    inSomeRound(async (round) => {
      const both = write(set('x', round), set('y', round));
      const reads = await Promise.all([1, 2, 3].map(() => read(select('x'), select('y'), select('x'))));
      await both;
      return reads.some(([first, y, again]) => numberOf(first) !== numberOf(y) || numberOf(first) !== numberOf(again));
    }),
  'PMP: the same question has two answers in one transaction': () =>
    inSomeRound(async (round) => {
      const question = 'SELECT count(*) AS n FROM anomaly WHERE n >= 0';
      const insert = write(`INSERT INTO anomaly VALUES ('new${round}', 1)`);
      const reads = await Promise.all([1, 2, 3].map(() => read(question, question)));
      await insert;
      return reads.some(([first, second]) => numberOf(first) !== numberOf(second));
    }),
  'P4: an update is lost': async () => {
    await Promise.all(Array.from({ length: 50 }, () => write(set('x', 'n + 1'))));
    return numberOf((await read(select('x')))[0]) !== 50;
  },
  'G-single: a transaction sees half of another': () =>
    inSomeRound(async (round) => {
      const moved = write(set('x', -round), set('y', round));
      const reads = await Promise.all([1, 2, 3].map(() => seen('x', 'y')));
      await moved;
      return reads.some(([x = 0, y = 0]) => x + y !== 0);
    }),
  'G2-item: two transactions each change what the other has read': () =>
    inSomeRound(async () => {
      await write(set('x', 1), set('y', 1));
      const leave = (id: string) => write(`${set(id, 0)} AND (SELECT sum(n) FROM anomaly WHERE id IN ('x', 'y')) = 2`);
      await Promise.all([leave('x'), leave('y')]);
      const [x = 0, y = 0] = await seen('x', 'y');
      return x + y !== 1;
    }),
  'G2: two transactions each add what the other has found missing': () =>
    inSomeRound(async (round) => {
      const add = (by: number) =>
        write(`INSERT INTO anomaly SELECT '${round}-${by}', 100 + ${round}
          WHERE NOT EXISTS (SELECT 1 FROM anomaly WHERE n = 100 + ${round})`);
      await Promise.all([add(1), add(2), add(3)]);
      return numberOf((await read(`SELECT count(*) AS n FROM anomaly WHERE n = 100 + ${round}`))[0]) !== 1;
    }),
};
