import { expect, test } from 'vitest';
import { cases } from '../conformance/cases.ts';
import { runCase } from '../conformance/run-case.ts';
import { base, testFetch } from './fetch.ts';

const titled = cases.map((each) => [`case ${each.number} (${each.dialect}): ${each.title}`, each] as const);

test.each(titled)('%s', async (_, conformanceCase) => {
  const outcome = await runCase(conformanceCase, testFetch, base);
  expect(outcome.ok, outcome.ok ? '' : outcome.failed).toBe(true);
});
