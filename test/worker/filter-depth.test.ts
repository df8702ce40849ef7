/** Whatever nesting `whereOf` accepts, both databases can read: libSQL's parser ends where D1's goes on. */
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { compile } from '../../src/db/compile.ts';
import { whereOf } from '../../src/db/where.ts';
import { checkFilter } from '../../src/odata/check-filter.ts';
import { parseFilter } from '../../src/odata/parse-filter.ts';
import { ProblemError } from '../../src/protocol/problem.ts';
import { runs } from '../runs.ts';
import { creation, table } from './agreement.ts';
import { db } from './database.ts';

beforeAll(async () => {
  await db.write(creation());
});

type Wrap = (inner: string) => string;

const conditions: readonly Wrap[] = [
  (inner) => `not (${inner})`,
  (inner) => `(${inner}) eq complete`,
  (inner) => `hidden ne (${inner})`,
  (inner) => `(complete and x eq 1 or hidden) and (${inner})`,
  (inner) => `hidden or (${inner})`,
];
const numbers: readonly Wrap[] = [
  (inner) => `(${inner}) add 1`,
  (inner) => `x sub (${inner})`,
  (inner) => `-(${inner})`,
  (inner) => `(${inner}) div 2.5`,
  (inner) => `size div (${inner})`,
  (inner) => `(${inner}) mod 3`,
  (inner) => `count mod (${inner})`,
  (inner) => `round(${inner})`,
  (inner) => `ceiling(${inner})`,
  (inner) => `length(substring(text,${inner}))`,
  (inner) => `length(substring(text,0,${inner}))`,
  (inner) => `indexof('a',substring(other,${inner},1))`,
];
const texts: readonly Wrap[] = [
  (inner) => `trim(${inner})`,
  (inner) => `concat(${inner},'x')`,
  (inner) => `concat(text,${inner})`,
  (inner) => `replace(${inner},'a','b')`,
  (inner) => `replace('a',${inner},'b')`,
  (inner) => `substring(${inner},1)`,
  (inner) => `substring(${inner},count,2)`,
];

const wrapped = (innermost: string, wraps: readonly Wrap[]) => wraps.reduce((inner, wrap) => wrap(inner), innermost);
const some = (wraps: readonly Wrap[]) =>
  fc.oneof(
    fc.array(fc.constantFrom(...wraps), { maxLength: 31 }),
    fc.tuple(fc.constantFrom(...wraps), fc.nat(31)).map(([wrap, times]) => Array<Wrap>(times).fill(wrap)),
  );

const someDeep = fc
  .tuple(
    fc.oneof(
      some(numbers).map((wraps) => `${wrapped('count', wraps)} gt 1`),
      some(texts).map((wraps) => `${wrapped('text', wraps)} eq 'a'`),
      fc.constant('big gt huge and year(due) in (1,null)'),
    ),
    some(conditions),
  )
  .map(([innermost, wraps]) => wrapped(innermost, wraps));

/** A filter in the widest query that a list makes of it, or undefined if it is refused. */
function widest(text: string) {
  try {
    const { filter, positions } = parseFilter(text);
    const where = sql`id = ${'a'} AND hidden = 0 AND (${whereOf(checkFilter(filter, table.members, positions), table)})`;
    const skippable = sql`SELECT count(*) AS count FROM agreement WHERE ${where} AND updatedAt = ${1}`;
    return compile(sql`SELECT "row" FROM agreement WHERE ${where} AND (x > ${1} OR (x = ${1} AND (id > ${'a'})))
      ORDER BY x DESC, id LIMIT ${10} OFFSET min(${5}, (${skippable}))`);
  } catch (error) {
    if (error instanceof ProblemError) return undefined;
    throw error;
  }
}

test('no filter is too deep for the database and yet accepted', async () => {
  let accepted = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(someDeep, { minLength: 50, maxLength: 50 }), async (texts) => {
      const statements = texts.flatMap((text) => widest(text) ?? []);
      accepted += statements.length;
      await db.read(statements);
    }),
    runs(40),
  );
  expect(accepted).toBeGreaterThan(400);
});
