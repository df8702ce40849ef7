import { describe, expect, test } from 'vitest';
import { type FilterCase, filterCases, recordsOf, removedOf } from '../movies/filter.ts';

/** Ids of the records that a filter can find at all. */
function idsOf({ table, includeDeleted }: FilterCase): string[] {
  const removed = includeDeleted ? (removedOf[table] ?? []) : [];
  return [...recordsOf[table], ...removed].map(({ id }, index) => String(id ?? index + 1));
}

test('the filters are F1 to F98 and F99a to F99d, in order', () => {
  const numbers = [...new Set(filterCases.map(({ number }) => number))];
  const upTo98 = Array.from({ length: 98 }, (_, index) => `F${index + 1}`);
  expect(numbers).toEqual([...upTo98, 'F99a', 'F99b', 'F99c', 'F99d']);
});

test('no filter is there twice in one dialect', () => {
  const asked = filterCases.map(({ filter, dialect }) => `${dialect} ${filter}`);
  expect(asked).toEqual([...new Set(asked)]);
});

describe.each(filterCases.filter(({ refused }) => refused === undefined))('$number: $filter', (filter) => {
  const { ids = [], constant } = filter;
  const all = idsOf(filter);

  test('finds records that there are, each once and in order', () => {
    expect(ids.filter((id) => !all.includes(id))).toEqual([]);
    expect(ids).toEqual([...new Set(ids)].sort());
  });

  test('finds some records and not all, unless it says why it is constant', () => {
    const isConstant = ids.length === 0 || ids.length === all.length;
    expect(isConstant).toBe(constant !== undefined);
  });
});

test('ids of the records of a table are unique', () => {
  for (const [table, records] of Object.entries(recordsOf)) {
    const ids = records.flatMap(({ id }) => (id === undefined ? [] : [id]));
    expect([table, ids.length]).toEqual([table, new Set(ids).size]);
  }
});
