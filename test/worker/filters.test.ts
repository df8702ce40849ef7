import { beforeAll, expect, test } from 'vitest';
import type { Step } from '../conformance/case.ts';
import { filterStep, recordSteps } from '../conformance/filter-cases.ts';
import { dialectsOf, runCase } from '../conformance/run-case.ts';
import { filterCases } from '../movies/filter.ts';
import { writings } from '../movies/gadgets.ts';
import { db } from './database.ts';
import { base, testFetch } from './fetch.ts';

const run = (steps: readonly Step[], dialect: '2.0' | '3.0') => runCase({ dialect, steps }, testFetch, base);

const ask = (sql: string, ...params: readonly (string | number)[]) => db.write([{ sql, params: [...params] }]);

/** The clock of the database stands where the test sets it, so that there are records of other times. */
beforeAll(async () => {
  await ask('CREATE TABLE test_clock (now INTEGER NOT NULL)');
  await ask('INSERT INTO test_clock VALUES (0)');
  await ask('DROP VIEW sync_clock');
  await ask('CREATE VIEW sync_clock AS SELECT now FROM test_clock');
  for (const { at, gadgets } of writings) {
    await ask('UPDATE test_clock SET now = ?1', Date.parse(at));
    const steps = gadgets.map((body): Step => {
      return { method: 'POST', path: '/tables/gadget', body, expect: { status: 201 } };
    });
    expect(await run(steps, '3.0')).toEqual({ ok: true });
  }
  const others = (['movie', 'moment', 'product', 'ticket'] as const).flatMap((table) => recordSteps(table));
  expect(await run(others, '3.0')).toEqual({ ok: true });
});

const found = filterCases.filter(({ refused }) => refused === undefined);
const refused = filterCases.filter((filter) => filter.refused !== undefined);
const inDialects = (filters: typeof filterCases) =>
  filters.flatMap((filter) => {
    return dialectsOf(filter).map((dialect) => [filter.number, filter.filter, dialect, filter] as const);
  });

test.each(inDialects(found))('%s: %s finds its records in dialect %s', async (_, __, dialect, filter) => {
  expect(await run([filterStep(filter, dialect)], dialect)).toEqual({ ok: true });
});

test.each(inDialects(refused))('%s: %s is refused in dialect %s', async (_, __, dialect, { table, filter }) => {
  const answer = await testFetch(`/tables/${table}?$filter=${encodeURIComponent(filter)}`, {
    headers: { 'ZUMO-API-VERSION': dialect },
  });
  expect([answer.status, await answer.json()]).toMatchObject([400, { code: 'invalid_query', field: '$filter' }]);
});
