import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { filterBehind } from '../../../src/core/filter-behind.ts';
import { checkFilter } from '../../../src/odata/check-filter.ts';
import type { CheckedFilter } from '../../../src/odata/checked-filter.ts';
import { parseFilter } from '../../../src/odata/parse-filter.ts';
import { evaluatorOf } from '../../../src/protocol/evaluate.ts';
import type { Filter } from '../../../src/protocol/filter.ts';
import type { WireRecord } from '../../../src/protocol/wire-value.ts';
import { runs } from '../../runs.ts';
import { columns, someReal } from '../protocol/arbitrary-filter.ts';

const parsed = (text: string) => checkFilter(parseFilter(text).filter, columns);
const by = (column: string, descending = false) => [{ column, descending }];
const stamp = Date.parse('2026-01-01T00:00:00Z');
const at = "datetimeoffset'2026-01-01T00:00:00Z'";

describe('behind a record, a filter no longer says', () => {
  test.each([
    ['that its key is over a bound', `updatedAt gt ${at}`, stamp + 1, undefined],
    ['that its key is at least a bound', `updatedAt ge ${at}`, stamp, undefined],
    ['the same the other way round', `${at} lt updatedAt`, stamp + 1, undefined],
    [
      'it among other things',
      `complete eq true and updatedAt gt ${at} and x gt 1`,
      stamp + 1,
      'complete eq true and x gt 1',
    ],
    ['it beside one other thing', `(complete eq true) and (updatedAt ge ${at})`, stamp, '(complete eq true)'],
  ])('%s: %s', (_, filter, key, left) => {
    const expected = left === undefined ? undefined : parsed(left);
    expect(filterBehind(parsed(filter), by('updatedAt'), [key])).toEqual(expected);
  });
});

describe('behind a record, a filter still says', () => {
  test.each([
    ['a bound that the record does not reach', `updatedAt gt ${at}`, by('updatedAt'), [stamp]],
    ['a bound at the other end', `updatedAt lt ${at}`, by('updatedAt'), [stamp + 1]],
    ['a bound of another member', `due gt ${at}`, by('updatedAt'), [stamp + 1]],
    ['a bound of a later key', 'x gt 1', [...by('count'), ...by('x')], [3, 3]],
    ['one of two things', `updatedAt gt ${at} or complete eq true`, by('updatedAt'), [stamp + 1]],
    ['the opposite of a bound', `not (updatedAt gt ${at})`, by('updatedAt'), [stamp + 1]],
    ['bounds where nulls come last', 'x le 5', by('x', true), [4]],
    ['what it says of a null', 'x gt 5', by('x'), [null]],
    ['everything on the first page', `updatedAt gt ${at}`, by('updatedAt'), undefined],
  ])('%s: %s', (_, filter, order, after) => {
    expect(filterBehind(parsed(filter), order, after)).toEqual(parsed(filter));
  });
});

const operator = fc.constantFrom('gt', 'ge', 'lt', 'le', 'eq', 'ne');
const passes = (filter: CheckedFilter, record: WireRecord): boolean =>
  evaluatorOf(unchecked(filter), columns).passes(record);

/** Bounds of numbers as they were before they were checked. */
function unchecked(filter: CheckedFilter): Filter {
  switch (filter.kind) {
    case 'and':
      return { kind: 'call', name: 'and', args: filter.terms.map(unchecked) };
    case 'compare':
      return { kind: 'call', name: filter.operator, args: [unchecked(filter.left), unchecked(filter.right)] };
    case 'member':
      return filter;
    default:
      return { kind: 'number', value: filter.kind === 'constant' ? String(filter.value) : expect.fail(filter.kind) };
  }
}

const bound = fc
  .tuple(fc.constantFrom('x', 'y'), operator, fc.integer({ min: -3, max: 3 }))
  .map((parts) => parts.join(' '));
const nullable = fc.option(fc.oneof(fc.integer({ min: -3, max: 3 }), someReal), { nil: null });
const record = fc.record({ x: nullable, y: nullable });

test('of the records behind one that passed a filter, what is left of it passes the same ones', () => {
  fc.assert(
    fc.property(fc.array(bound, { minLength: 1, maxLength: 4 }), record, record, (bounds, seen, behind) => {
      const filter = parsed(bounds.join(' and '));
      fc.pre(passes(filter, seen) && (seen.x === null || (behind.x !== null && behind.x >= seen.x)));
      const left = filterBehind(filter, [...by('x'), ...by('y')], [seen.x, seen.y]);
      expect(left === undefined || passes(left, behind)).toBe(passes(filter, behind));
    }),
    runs(2000),
  );
});
