import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkFilter } from '../../../src/odata/check-filter.ts';
import { lex } from '../../../src/odata/lex.ts';
import { parseFilter, parseTokens } from '../../../src/odata/parse-filter.ts';
import { TokenCursor } from '../../../src/odata/token-cursor.ts';
import { evaluatorOf } from '../../../src/protocol/evaluate.ts';
import { printFilter } from '../../../src/protocol/print-filter.ts';
import { ProblemError } from '../../../src/protocol/problem.ts';
import { runs } from '../../runs.ts';
import { columns, someFilter } from '../protocol/arbitrary-filter.ts';
import { onWire, someRecord } from '../protocol/arbitrary-record.ts';
import { filterWords, someFilterText } from './arbitrary-text.ts';

test('a printed filter is parsed to the same filter', () => {
  fc.assert(
    fc.property(someFilter, (filter) => {
      expect(parseFilter(printFilter(filter)).filter).toEqual(filter);
    }),
    runs(5_000),
  );
});

test('a printed and parsed filter passes the same records', () => {
  fc.assert(
    fc.property(someFilter, fc.array(someRecord, { minLength: 5, maxLength: 5 }), (filter, records) => {
      const again = parseFilter(printFilter(filter)).filter;
      const answers = (tree: typeof filter) => records.map(onWire).map(evaluatorOf(tree, columns).passes);
      expect(answers(again)).toEqual(answers(filter));
    }),
    runs(1_000),
  );
});

test('no text does worse than an error with a place in it', () => {
  fc.assert(
    fc.property(someFilterText, (text) => {
      try {
        const { filter, positions } = parseFilter(text);
        checkFilter(filter, columns, positions);
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error;
        expect(error).toMatchObject({ code: 'invalid_query', field: '$filter' });
        expect(error.position).toBeGreaterThanOrEqual(0);
        expect(error.position).toBeLessThanOrEqual(text.length);
      }
    }),
    runs(20_000),
  );
});

function cost(text: string): number {
  const tokens = lex(text);
  const cursor = new TokenCursor(tokens);
  try {
    parseTokens(cursor);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
  }
  return tokens.length + cursor.reads;
}

test('parsing takes at most 20 steps for each character', () => {
  const lexable = fc.oneof(
    someFilter.map(printFilter),
    someFilterText,
    fc
      .array(fc.constantFrom(...filterWords.filter((word) => /^[\w(),-]+$/.test(word))), { maxLength: 100 })
      .map((parts) => parts.join(' ')),
  );
  fc.assert(
    fc.property(lexable, (text) => {
      fc.pre(isLexable(text));
      expect(cost(text)).toBeLessThanOrEqual(20 * (text.length + 1));
    }),
    runs(20_000),
  );
});

function isLexable(text: string): boolean {
  try {
    return lex(text).length > 0;
  } catch (error) {
    if (error instanceof ProblemError) return false;
    throw error;
  }
}

test.each([
  ['digits that end in a letter', `a eq ${'1'.repeat(100_000)}x`],
  ['digits and points', `a eq ${'1.'.repeat(50_000)}`],
  ['quotes', `a eq ${"'".repeat(100_001)}`],
  ['zeros of a big integer', `big eq ${'0'.repeat(100_000)}x`],
  ['zeros of a big integer in quotes', `big eq '${'0'.repeat(100_000)}x'`],
  ['blanks in a date', `due eq datetime'${' '.repeat(100_000)}'`],
  ['blanks', `${' '.repeat(100_000)}a`],
  ['dashes', `a eq ${'-'.repeat(100_000)}`],
  ['hex digits', `a eq ${'ab12'.repeat(25_000)}`],
])('100,000 characters are no hour of work: %s', (_, text) => {
  const start = performance.now();
  expect(() => {
    const { filter, positions } = parseFilter(text);
    checkFilter(filter, columns, positions);
  }).toThrow(ProblemError);
  expect(performance.now() - start).toBeLessThan(2_000);
});
