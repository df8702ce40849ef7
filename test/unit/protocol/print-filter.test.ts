import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseFilter } from '../../../src/odata/parse-filter.ts';
import { evaluatorOf } from '../../../src/protocol/evaluate.ts';
import type { Filter } from '../../../src/protocol/filter.ts';
import { printFilter } from '../../../src/protocol/print-filter.ts';
import { runs } from '../../runs.ts';
import { columns, someFilter } from './arbitrary-filter.ts';
import { onWire, someRecord } from './arbitrary-record.ts';

test.each([
  ['text is looked for with its arguments the other way round', "contains(text,'a')", "substringof('a',text)"],
  ['dates', 'due eq 2026-11-21T09:30:00.5Z', "due eq datetimeoffset'2026-11-21T09:30:00.500Z'"],
  ['lists are spelled out', 'x in (1,null)', 'x eq 1 or x eq null'],
  ['and kept together', 'x in (1,2) and y in (1)', '(x eq 1 or x eq 2) and (y eq 1)'],
  ['nothing is in an empty list', 'x in () or complete', 'false or complete'],
  ['a minus is a difference', '-x eq -(y add 1)', '0 sub x eq 0 sub (y add 1)'],
  ['that is kept together', 'x sub -y mul -x lt -1', 'x sub (0 sub y) mul (0 sub x) lt -1'],
  [
    'everything else is the same',
    "not (length(trim(text)) gt 1) or text eq 'it''s'",
    "not (length(trim(text)) gt 1) or text eq 'it''s'",
  ],
])('in OData v3: %s', (_, text, legacy) => {
  expect(printFilter(parseFilter(text).filter, '2.0')).toBe(legacy);
});

test('a filter printed as OData v3 is parsed to the same filter, in the words of v3', () => {
  fc.assert(
    fc.property(someFilter, (filter) => {
      expect(parseFilter(printFilter(filter, '2.0')).filter).toEqual(inWordsOfV3(filter));
    }),
    runs(5_000),
  );
});

test('and passes the same records', () => {
  fc.assert(
    fc.property(someFilter, fc.array(someRecord, { minLength: 5, maxLength: 5 }), (filter, records) => {
      const again = parseFilter(printFilter(filter, '2.0')).filter;
      const answers = (tree: Filter) => records.map(onWire).map(evaluatorOf(tree, columns).passes);
      expect(answers(again)).toEqual(answers(filter));
    }),
    runs(1_000),
  );
});

/** The filter without lists and minus signs. */
function inWordsOfV3(filter: Filter): Filter {
  if (filter.kind !== 'call') return filter;
  const args = filter.args.map(inWordsOfV3);
  const [first = filter, ...others] = args;
  const isOneOf = others.map((value): Filter => ({ kind: 'call', name: 'eq', args: [first, value] }));
  switch (filter.name) {
    case 'and':
    case 'or':
      return {
        ...filter,
        args: args.flatMap((arg) => (arg.kind === 'call' && arg.name === filter.name ? arg.args : [arg])),
      };
    case 'negate':
      return { kind: 'call', name: 'sub', args: [{ kind: 'number', value: '0' }, first] };
    case 'in':
      return isOneOf.length > 1
        ? { kind: 'call', name: 'or', args: isOneOf }
        : (isOneOf[0] ?? { kind: 'boolean', value: false });
    default:
      return { ...filter, args };
  }
}
