import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const readme = readFileSync('client/README.md', 'utf8');
const behaviours = readme.slice(readme.indexOf('\n## Behaviours'));

/** The rows of the tables of behaviours: what is left of the bar, and what is right of it. */
const rows = Array.from(behaviours.matchAll(/^\| (\d.*?) \| (.*) \|$/gm), ([, numbers = '', said = '']) => ({
  numbers: numbersOf(numbers),
  said,
}));

/** `1, 3-5` are 1, 3, 4 and 5; what is added to a number, as in `110b`, is part of it. */
function numbersOf(text: string): readonly number[] {
  return text.split(', ').flatMap((part) => {
    const [first = 0, last = first] = part.split('-').map((end) => Number.parseInt(end, 10));
    return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  });
}

/** The tests that a row names, as text; undefined for a row that says why, or names tests without numbers. */
function testsOf(said: string): string | undefined {
  const names = Array.from(said.matchAll(/`([a-z-]+)`/g), ([, name]) => name);
  if (said !== names.map((name) => `\`${name}\``).join(', ')) return undefined;
  return names.map((name) => readFileSync(`test/client/behaviour/${name}.test.ts`, 'utf8')).join('\n');
}

test('each of the 250 behaviours is tested, or said why not', () => {
  const all = new Set(rows.flatMap(({ numbers }) => numbers));
  expect([...all].sort((left, right) => left - right)).toEqual(Array.from({ length: 250 }, (_, i) => i + 1));
});

test('each behaviour is in the name of a test where the table says so', () => {
  const missing = rows.flatMap(({ numbers, said }) => {
    const tests = testsOf(said);
    return tests === undefined ? [] : numbers.filter((number) => !new RegExp(`\\b${number}b?[:,]`).test(tests));
  });
  expect(missing).toEqual([]);
});
