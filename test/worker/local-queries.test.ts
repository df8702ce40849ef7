/** Queries of the client, run on the device and by the server, over the same records. */
import fc, { type Arbitrary } from 'fast-check';
import { expect, test } from 'vitest';
import type { DeclaredColumns } from '../../client/query/columns.ts';
import { members } from '../../client/query/member.ts';
import { printQuery } from '../../client/query/print-query.ts';
import type { Query } from '../../client/query/query.ts';
import type { Row } from '../../client/query/rows.ts';
import { runQuery } from '../../client/query/run-query.ts';
import type { Condition } from '../../client/query/typed-expression.ts';
import type { JsonRecord } from '../../client/queue/record-entry.ts';
import type { Dialect } from '../../src/protocol/dialect.ts';
import type { Filter } from '../../src/protocol/filter.ts';
import { operations } from '../../src/protocol/filter-operation.ts';
import { printQueryString } from '../../src/protocol/query-string.ts';
import { runs } from '../runs.ts';
import { someBig, someFilter, someMs, someReal, someText, someWhole } from '../unit/protocol/arbitrary-filter.ts';
import { type PartSent, sendBatch } from './batch.ts';
import type * as tables from './tables.ts';
import { kitchen } from './tables.ts';

type Kitchen = Row<typeof tables, 'kitchen'>;

const nullable = <T>(values: Arbitrary<T>) => fc.option(values, { freq: 5, nil: null });

const someRecord = fc.record({
  text: nullable(someText),
  value: nullable(someReal),
  count: nullable(someWhole),
  complete: fc.boolean(),
  due: nullable(someMs.map((ms) => new Date(ms).toISOString())),
  big: nullable(someBig),
  meta: nullable(fc.constant({})),
});
const someRecords = fc.array(fc.tuple(someText, someRecord), { minLength: 25, maxLength: 25 });

const isList = (value: unknown): value is readonly JsonRecord[] => Array.isArray(value);
const listOf = (body: object, name: string): readonly JsonRecord[] => {
  const list: unknown = Reflect.get(body, name);
  return isList(list) ? list : expect.fail(`no ${name} in ${JSON.stringify(body)}`);
};

/** What the server gives for each query, whatever the dialect calls it. */
async function ask(queries: readonly Query[], dialect: Dialect): Promise<ReturnType<typeof runQuery>[]> {
  const urls = queries.map((query) => `${address}?${printQueryString(printQuery(query, dialect))}`);
  const bodies = await send(
    urls.map((url) => ({ method: 'GET', url })),
    dialect,
  );
  return queries.map(({ includeTotalCount }, at) => {
    const body = bodies[at];
    if (isList(body)) return { records: body };
    if (typeof body !== 'object' || body === null) return expect.fail(`no list: ${JSON.stringify(body)}`);
    const records = listOf(body, dialect === '2.0' ? 'results' : 'items');
    return includeTotalCount ? { records, totalCount: Number(Reflect.get(body, 'count')) } : { records };
  });
}

/** Sends requests together; the bodies of their answers, all of which say that it went well. */
async function send(requests: readonly PartSent[], dialect: Dialect): Promise<readonly unknown[]> {
  const answers = await sendBatch(requests, { headers: { 'ZUMO-API-VERSION': `${dialect}.0` } });
  return requests.map(({ url }, at) => {
    expect(answers[at], url).toMatchObject({ id: String(at + 1), status: expect.toSatisfy(isGood) });
    return answers[at]?.body;
  });
}

const isGood = (status: number): boolean => status < 300;

const everything: Query = { orderBy: [], skip: 0, includeTotalCount: false };
const address = '/tables/kitchen';
let made = 0;

/** Makes these records the table's. */
async function store(records: readonly (readonly [string, object])[]): Promise<void> {
  const [former] = await ask([everything], '3.0');
  const removals = former?.records.map(({ id }) => ({
    method: 'DELETE',
    url: `${address}/${encodeURIComponent(String(id))}`,
  }));
  // Removed records keep their ids.
  const inserts = records.map(([name, record]) => {
    made += 1;
    return { method: 'POST', url: address, body: { ...record, id: `${name}~${made}` } };
  });
  await send([...(removals ?? []), ...inserts], '3.0');
}

const someKeys = fc.uniqueArray(
  fc.record({
    member: fc.constantFrom('text', 'value', 'count', 'complete', 'due', 'id', 'updatedAt', 'version'),
    descending: fc.boolean(),
  }),
  { selector: ({ member }) => member, maxLength: 3 },
);
const someMembers = fc.uniqueArray(fc.constantFrom(...kitchen.members.keys()), { minLength: 1, maxLength: 4 });

/**
 * Beside `updatedAt ge X` a service skips only records of that very time, since old clients page so; a device skips
 * what it is told to.
 */
const withoutPaging = (query: Query): Query =>
  JSON.stringify(query.filter).includes('"updatedAt"') ? { ...query, skip: 0 } : query;

const queryWith = (filters: Arbitrary<Filter>): Arbitrary<Query> =>
  fc
    .record(
      {
        filter: filters,
        orderBy: someKeys,
        select: someMembers,
        skip: fc.constantFrom(0, 0, 1, 5, 30),
        top: fc.constantFrom(0, 1, 5, 30),
        includeTotalCount: fc.boolean(),
      },
      { requiredKeys: ['filter', 'orderBy', 'skip', 'includeTotalCount'] },
    )
    .map(withoutPaging);

async function agree(queries: readonly Query[], declared: DeclaredColumns): Promise<void> {
  for (const dialect of ['2.0', '3.0'] as const) {
    const [all, ...found] = await ask([everything, ...queries], dialect);
    for (const [at, query] of queries.entries()) {
      const message = printQueryString(printQuery(query, dialect));
      expect(runQuery(all?.records ?? [], query, operations, declared), message).toEqual(found[at]);
    }
  }
}

const inKitchen: ReadonlyMap<string, string> = new Map([
  ...['id', 'text', 'count', 'complete', 'due', 'updatedAt', 'big', 'meta'].map((name) => [name, name] as const),
  ['other', 'text'],
  ['x', 'value'],
  ['y', 'value'],
  ['size', 'count'],
  ['hidden', 'complete'],
  ['huge', 'big'],
]);

/** Random filters of the kitchen; undefined for those that ask for days and times, which it has not. */
function toKitchen(filter: Filter): Filter | undefined {
  const text = JSON.stringify(filter);
  if (/"name":"(?:birthday|alarm)"/.test(text)) return undefined;
  return JSON.parse(text, (key, value) => (key === 'name' ? (inKitchen.get(value) ?? value) : value));
}

const someKitchenFilter = someFilter.map(toKitchen).filter((filter) => filter !== undefined);

test('a device with declared columns finds what the server finds, for 1,500 random queries in both dialects', async () => {
  const declared = Object.fromEntries(kitchen.members);
  await fc.assert(
    fc.asyncProperty(
      someRecords,
      fc.array(queryWith(someKitchenFilter), { minLength: 100, maxLength: 100 }),
      async (records, queries) => {
        await store(records);
        await agree(queries, declared);
      },
    ),
    { ...runs(15), endOnFailure: true },
  );
});

const t = members<Kitchen>();
const comparison = fc.constantFrom('eq', 'ne', 'gt', 'ge', 'lt', 'le');
const place = fc.integer({ min: 0, max: 4 });

// What an app can say of members without declaring them. An integer's `div` it cannot, nor text next to dates.
const leaves: Arbitrary<Condition>[] = [
  fc.tuple(comparison, someText).map(([is, text]) => t.text[is](text)),
  fc.tuple(comparison, someText).map(([is, text]) => t.id[is](text)),
  fc.tuple(comparison, someReal).map(([is, number]) => t.value[is](number)),
  fc.tuple(comparison, someWhole).map(([is, number]) => t.count[is](number)),
  fc.tuple(comparison, someWhole).map(([is, number]) => t.count.add(t.value).sub(1)[is](number)),
  fc.tuple(comparison, someWhole).map(([is, number]) => t.count.negate().round()[is](number)),
  fc.tuple(comparison, someBig).map(([is, digits]) => t.count[is](BigInt(digits))),
  fc.tuple(comparison, someBig).map(([is, digits]) => t.big[is](BigInt(digits))),
  fc.tuple(comparison, someMs).map(([is, ms]) => t.due[is](new Date(ms))),
  comparison.map((is) => t.due[is](t.updatedAt)),
  comparison.map((is) => t.value[is](t.count.add(0))),
  fc.tuple(comparison, place).map(([is, number]) => t.text.trim().length()[is](number)),
  fc.tuple(comparison, place).map(([is, number]) => t.due.month().sub(t.due.hour())[is](number)),
  fc.tuple(someText, place).map(([text, start]) => t.text.substring(start).concat('a').toUpper().eq(text)),
  someText.map((text) => t.text.contains(text).or(t.text.startsWith(text), t.text.endsWith(text))),
  fc.array(nullable(someText), { maxLength: 3 }).map((texts) => t.text.in(texts)),
  fc.array(someReal, { maxLength: 3 }).map((numbers) => t.value.in(numbers)),
  fc.array(someMs, { maxLength: 3 }).map((all) => t.due.in(all.map((ms) => new Date(ms)))),
  fc.boolean().map((is) => t.complete.eq(is)),
  fc.constantFrom(t.complete, t.deleted.eq(false), t.text.eq(null), t.value.ne(null), t.big.ne(null), t.meta.eq(null)),
];

const { someCondition } = fc.letrec<{ someCondition: Condition }>((tie) => ({
  someCondition: fc.oneof(
    { depthSize: 'small' },
    fc.oneof(...leaves),
    fc.tuple(tie('someCondition'), tie('someCondition')).map(([a, b]) => a.and(b)),
    fc.tuple(tie('someCondition'), tie('someCondition')).map(([a, b]) => a.or(b)),
    tie('someCondition').map((a) => a.not()),
  ),
}));

test('a device without declared columns does so too, for 1,500 conditions as apps write them', async () => {
  await fc.assert(
    fc.asyncProperty(
      someRecords,
      fc.array(queryWith(someCondition.map(({ filter }) => filter)), { minLength: 100, maxLength: 100 }),
      async (records, queries) => {
        await store(records);
        await agree(queries, {});
      },
    ),
    { ...runs(15), endOnFailure: true },
  );
});
