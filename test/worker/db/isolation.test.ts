import { beforeEach, describe, expect, test } from 'vitest';
import documented from '../../../docs/reliability.md?raw';
import { DatabaseError, type Statement } from '../../../src/db/db.ts';
import { db } from '../database.ts';
import { anomalies, reset } from './anomalies.ts';

const statement = (sql: string, ...params: (string | number)[]): Statement => ({ sql, params });
const run = (...sql: string[]) => db.write(sql.map((each) => statement(each)));
const ask = async (sql: string, ...params: (string | number)[]) =>
  (await db.write([statement(sql, ...params)]))[0]?.[0]?.value;

beforeEach(reset);

test.each(Object.entries(anomalies))('%s: never', async (_, happens) => {
  expect(await happens()).toBe(false);
});

test('docs/reliability.md has the table of these results', () => {
  const rows = Array.from(documented.matchAll(/^\| (G\S+|OTV|PMP|P4): (.*?) \| (.*?) \| (.*?) \|$/gm));
  expect(rows.map(([, name, what]) => `${name}: ${what}`)).toEqual(Object.keys(anomalies));
  for (const [, , , d1, libsql] of rows) expect([d1, libsql]).toEqual(['prevented', 'prevented']);
});

describe('what the write path builds on', () => {
  const insert = "INSERT INTO anomaly VALUES ('z', 1)";

  test.each([
    ['a constraint', "INSERT INTO anomaly VALUES ('x', 1)"],
    ['a trigger', 'DELETE FROM todoitem'],
    ['a statement that does not parse', 'SELEKT 1'],
  ])('a batch that fails by %s leaves nothing of itself', async (_, fault) => {
    await run("INSERT INTO todoitem (id, text) VALUES (lower(hex(randomblob(8))), 'a')");
    await expect(run(insert, fault)).rejects.toBeInstanceOf(DatabaseError);
    await expect(run(fault, insert)).rejects.toBeInstanceOf(DatabaseError);
    expect(await ask("SELECT count(*) AS value FROM anomaly WHERE id = 'z'")).toBe(0);
  });

  test('a statement sees what those before it did', async () => {
    const results = await run(
      insert,
      "UPDATE anomaly SET n = n + 1 WHERE id = 'z'",
      "SELECT n FROM anomaly WHERE id = 'z'",
    );
    expect(results[2]).toEqual([{ n: 2 }]);
  });

  test('one parameter carries 20,000 operations', async () => {
    const list = JSON.stringify(Array.from({ length: 20_000 }, (_, n) => ({ n })));
    expect(await ask("SELECT sum(value->>'n') AS value FROM json_each(?1)", list)).toBe(199_990_000);
  });

  test('integers in JSON keep every digit', async () => {
    expect(await ask(`SELECT CAST('{"n":9007199254740993}'->>'n' AS TEXT) AS value`)).toBe('9007199254740993');
  });

  test('"now" is one time in a statement, in whole milliseconds', async () => {
    const many = 'WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 20000)';
    expect(await ask(`${many} SELECT count(DISTINCT (SELECT now FROM sync_clock) + 0 * i) AS value FROM c`)).toBe(1);
    expect(Math.abs(Number(await ask('SELECT now AS value FROM sync_clock')) - Date.now())).toBeLessThan(10_000);
  });

  test('RETURNING does not see what triggers change afterwards', async () => {
    const sql = 'INSERT INTO todoitem (id) VALUES (lower(hex(randomblob(8)))) RETURNING updatedAt AS value';
    expect(await ask(sql)).toBe(0);
  });

  test.each(['BEGIN', 'SAVEPOINT s'])('no transaction outlives its batch: %s', async (sql) => {
    await run(sql).catch(() => undefined);
    await run(insert);
    await run('ROLLBACK').catch(() => undefined);
    expect(await ask("SELECT count(*) AS value FROM anomaly WHERE id = 'z'")).toBe(1);
  });
});
