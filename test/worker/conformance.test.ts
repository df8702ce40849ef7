/** Every case of the protocol holds, and what is read in one is the same to the letter when it is read in a batch. */
import { describe, expect, test } from 'vitest';
import { casesBySection } from '../conformance/cases.ts';
import { featureNames } from '../conformance/feature-names.ts';
import { lackOf } from '../conformance/features.ts';
import { casesOfFilters } from '../conformance/filter-cases.ts';
import { type Fetch, runCase } from '../conformance/run-case.ts';
import { type PartSent, partOf, sendBatch } from './batch.ts';
import { base, testFetch } from './fetch.ts';
import { titled } from './titled-cases.ts';

describe.each(Object.entries(casesBySection))('%s', (_section, cases) => {
  const reads: PartSent[] = [];
  const noted: Fetch = (url, init) => {
    const request = partOf(url, init);
    if (request !== undefined && (init.method === 'GET' || url.includes('/$query'))) reads.push(request);
    return testFetch(url, init);
  };
  test.each(titled(cases))('%s', async (_, conformanceCase) => {
    const outcome = await runCase(conformanceCase, noted, base);
    expect(outcome.ok, outcome.ok ? '' : outcome.failed).toBe(true);
  });

  test('all reads of these cases, in one batch', async () => {
    expect(reads).not.toEqual([]);
    for (let from = 0; from < reads.length; from += 100) {
      const some = reads.slice(from, from + 100);
      const singles = await Promise.all(some.map(singly));
      const parts = await sendBatch(some);
      expect(parts.map(({ id: _, ...part }) => unnamed(part))).toEqual(singles.map(unnamed));
    }
  });
});

test.each(titled(casesOfFilters))('%s', async (_, conformanceCase) => {
  const outcome = await runCase(conformanceCase, testFetch, base);
  expect(outcome.ok, outcome.ok ? '' : outcome.failed).toBe(true);
});

test.each(featureNames)('the service is seen to have what cases call %s', async (feature) => {
  expect(await lackOf(feature, 'todoitem', testFetch, base)).toBeUndefined();
});

/** What the answer to the batch has for all of its parts, and no part by itself. */
const ofTheAnswer = new Set([
  ...['content-security-policy', 'referrer-policy', 'strict-transport-security', 'vary', 'x-content-type-options'],
  'x-request-id',
]);

/** The answer without what tells requests apart, or is said of all of them together. */
function unnamed({ status, headers, body }: { status: number; headers: Record<string, string>; body?: unknown }) {
  const own = Object.entries(headers).filter(([name]) => !ofTheAnswer.has(name));
  const printed = JSON.stringify(body)?.replace(/,"requestId":"[^"]*"/, '');
  return { status, headers: Object.fromEntries(own), body: printed };
}

/** The answer to a request by itself, in the form of a part. */
async function singly({ method, url, headers = {}, body }: PartSent) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await testFetch(url, { method, headers, ...(text === undefined ? {} : { body: text }) });
  const received = await answer.text();
  return {
    status: answer.status,
    headers: Object.fromEntries(answer.headers),
    ...(received === '' ? {} : { body: JSON.parse(received) }),
  };
}
