/** Filters at the limits, in SQL: databases have limits too, and must not be the ones to say so. */
import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { compile } from '../../src/db/compile.ts';
import { whereOf } from '../../src/db/where.ts';
import { checkFilter } from '../../src/odata/check-filter.ts';
import { parseFilter } from '../../src/odata/parse-filter.ts';
import { evaluatorOf } from '../../src/protocol/evaluate.ts';
import { onWire, type SomeRecord } from '../unit/protocol/arbitrary-record.ts';
import { creation, filling, table } from './agreement.ts';
import { db } from './database.ts';

const record: SomeRecord = {
  id: 'IT',
  text: 'Fight Club',
  other: null,
  x: 2.5,
  y: null,
  count: 999,
  size: 7,
  complete: true,
  hidden: false,
  due: Date.UTC(1994, 9, 14),
  updatedAt: 1,
  birthday: '2022-02-14',
  alarm: '02:14:00.000',
  big: '12345678901234567890',
  huge: '-5',
  meta: '{}',
};

beforeAll(async () => {
  await db.write([...creation(), ...filling([record])]);
});

async function answers(text: string): Promise<boolean> {
  const { filter, positions } = parseFilter(text);
  const checked = checkFilter(filter, table.members, positions);
  const [rows] = await db.read([compile(sql`SELECT "row" FROM agreement WHERE ${whereOf(checked, table)}`)]);
  expect(rows?.length).toBe(evaluatorOf(filter, table.members).passes(onWire(record)) ? 1 : 0);
  return rows?.length === 1;
}

const times = (count: number, part: (n: number) => string, separator: string) =>
  Array.from({ length: count }, (_, n) => part(n)).join(separator);
const nested = (open: string, inner: string, close: string, depth: number) =>
  open.repeat(depth) + inner + close.repeat(depth);

test.each([
  ['666 values in a chain', times(666, (n) => `count eq ${n + 334}`, ' or ')],
  ['1,000 columns in a chain', times(1000, () => 'complete', ' and ')],
  ['1,200 values of every type', times(300, (n) => `(${n} ge 300 or '${n}' eq '299')`, ' or ')],
  ['1,000 values in a list', `count in (${times(1000, String, ',')})`],
  ['20 lists of 50 values', times(20, (n) => `count in (${times(50, (m) => String(n * 50 + m), ',')})`, ' or ')],
  ['32 times not', nested('not (', 'hidden', ')', 31)],
  [
    '16 times or in and, in long chains',
    `${nested(
      '(complete and (hidden or ',
      times(60, () => 'complete', ' or '),
      '))',
      14,
    )}`,
  ],
  ['32 levels of sums', `count${' sub 1'.repeat(30)} eq 969`],
  ['20 levels of text', `${nested('tolower(', 'text', ')', 20)} eq 'fight club'`],
  ['30 levels of joined text', `length(${nested('concat(', 'text', ",'x')", 29)}) eq 39`],
  ['4 levels of remainders', `${nested('(', 'count', ' mod 1000)', 4)} eq 999`],
  ['bigints on both sides', times(100, () => 'big ge huge', ' and ')],
  ['bigints next to constants', times(200, (n) => `big gt ${n}`, ' and ')],
])('%s', async (_, text) => {
  expect(await answers(text)).toBe(true);
});

test.each([
  ['too many levels of arithmetic', `${nested('(', 'count', ' mod 1000)', 30)} eq 999`],
  ['too much SQL', times(330, () => 'big ge huge and huge le big', ' and ')],
])('%s is refused before the database is asked', async (_, text) => {
  await expect(answers(text)).rejects.toMatchObject({ code: 'invalid_query', field: '$filter' });
});

test('indexes serve a pull and an equality, few values or many', async () => {
  const plan = async (text: string) => {
    const checked = checkFilter(parseFilter(text).filter, table.members);
    const { sql: query, params } = compile(sql`SELECT "row" FROM agreement WHERE ${whereOf(checked, table)}`);
    const [rows] = await db.read([{ sql: `EXPLAIN QUERY PLAN ${query}`, params }]);
    return String(rows?.[0]?.detail);
  };
  expect(await plan('updatedAt gt 2021-03-24T12:50:44.000Z')).toMatch(/SEARCH .*agreement_updatedAt/);
  expect(await plan("text eq 'a'")).toMatch(/SEARCH .*agreement_text/);
  expect(await plan('due eq null')).toMatch(/SEARCH .*agreement_due/);
  expect(await plan("text in ('a','b')")).toMatch(/SEARCH .*agreement_text/);
  expect(await plan(`updatedAt gt 2021-03-24T12:50:44.000Z and (${times(100, (n) => `x eq ${n}`, ' or ')})`)).toMatch(
    /SEARCH .*agreement_(updatedAt|x)|MULTI-INDEX OR/,
  );
});
