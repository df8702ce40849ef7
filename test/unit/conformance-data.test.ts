import { describe, expect, test } from 'vitest';
import type { ConformanceCase, Step } from '../conformance/case.ts';
import { cases, casesBySection } from '../conformance/cases.ts';
import { placeholderPattern } from '../conformance/placeholder.ts';
import readme from '../conformance/README.md?raw';

const numbersBetween = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

/** The numbers in the first column of the table under a heading. */
function listedUnder(heading: string): number[] {
  const section = readme.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  return [...section.matchAll(/^\| (\d+) \|/gm)].map((match) => Number(match[1]));
}

const numbers = cases.map(({ number }) => number);
const absent = listedUnder('Cases not in the data yet');
const partial = listedUnder('Cases in the data only in part');

describe('the numbers of the cases', () => {
  test('are unique', () => {
    expect(numbers).toEqual([...new Set(numbers)]);
  });

  test.each([
    ['version', 1, 14],
    ['insert', 15, 44],
    ['lookup', 45, 64],
    ['query', 65, 110],
    ['filter', 111, 127],
    ['update', 128, 150],
    ['replace', 151, 164],
    ['delete', 165, 186],
    ['sync', 187, 203],
    ['delta', 301, 330],
    ['keys', 331, 360],
    ['digest', 361, 370],
    ['batch', 371, 399],
  ])('of %s are %i to %i, in order', (section, first, last) => {
    const inFile = (casesBySection[section] ?? []).map(({ number }) => number);
    expect(inFile.length).toBeGreaterThan(0);
    expect(inFile).toEqual(numbersBetween(first, last).filter((number) => inFile.includes(number)));
  });

  test('are in the data or listed as absent, and never both', () => {
    const ofTables = numbers.filter((number) => number < 301);
    expect([...ofTables, ...absent].sort((a, b) => a - b)).toEqual(numbersBetween(1, 228));
  });

  test('from 301 on name what a server must have besides, and no others do', () => {
    const needing = cases.filter(({ needs }) => needs !== undefined);
    expect(needing.map(({ number }) => number)).toEqual(numbers.filter((number) => number >= 301));
  });

  test('that are listed as in the data in part are in the data', () => {
    expect(partial.length).toBeGreaterThan(0);
    expect(partial.filter((number) => !numbers.includes(number))).toEqual([]);
  });
});

/** The names that a value uses as placeholders, wherever in it a text is. */
function placeholdersIn(value: unknown): string[] {
  return [...(JSON.stringify(value) ?? '').matchAll(placeholderPattern)].map((match) => match[1] ?? '');
}

/** What a step sends, and what it compares its answer with. */
function textsOf({
  path,
  query,
  link,
  headers,
  body,
  rawBody,
  expect: { headers: expected, body: answer, rows, own },
}: Step): unknown {
  return { sent: [path, query, link, headers, body, rawBody], expected: [expected, answer, rows, own] };
}

function unknownPlaceholders({ steps }: ConformanceCase): string[] {
  const known = new Set(['repeat']);
  return steps.flatMap((step) => {
    if (step.repeat !== undefined) known.add('n');
    for (const name of Object.keys(step.save ?? {})) known.add(name);
    return placeholdersIn(textsOf(step)).filter((name) => !known.has(name) && !/^uuid\d*$/.test(name));
  });
}

describe.each(Object.values(casesBySection).flat())('case $number', (conformanceCase) => {
  test('has placeholders only for what it saved', () => {
    expect(unknownPlaceholders(conformanceCase)).toEqual([]);
  });

  test('makes only records of its own', () => {
    const fixedIds = conformanceCase.steps.filter(
      ({ method, path, body }) => method !== 'GET' && placeholdersIn([path, body]).length === 0 && hasId(body),
    );
    expect(fixedIds).toEqual([]);
  });

  test('has texts that are regular expressions where it matches', () => {
    const patterns = [...JSON.stringify(conformanceCase).matchAll(/"\$matches":("(?:[^"\\]|\\.)*")/g)];
    for (const [, pattern = ''] of patterns) expect(() => new RegExp(JSON.parse(pattern))).not.toThrow();
  });
});

function hasId(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'id' in body && Boolean(body.id);
}
