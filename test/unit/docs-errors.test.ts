import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { problemKinds } from '../../src/protocol/problem-kind.ts';

test('docs/errors.md has every problem with its status, in the order of the statuses', () => {
  const rows = [...readFileSync('docs/errors.md', 'utf8').matchAll(/^\| `(?<code>\w+)` \| (?<status>\d+) \| .+ \|$/gm)];
  const documented = rows.map(({ groups }) => [groups?.code, Number(groups?.status)]);
  expect(documented).toEqual(Object.entries(problemKinds).map(([code, { status }]) => [code, status]));
});
