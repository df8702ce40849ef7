/** Every case of the protocol holds in a batch, too, and what is read in one is the same to the letter. */
import { expect, test } from 'vitest';
import { cases, casesBySection } from '../conformance/cases.ts';
import { type Fetch, runCase } from '../conformance/run-case.ts';
import { type PartSent, partOf, sendBatch } from './batch.ts';
import { base, testFetch } from './fetch.ts';

/** Cases of what no batch can carry: preflights, and bodies that are not JSON or have no type. */
const alone = new Set([11, 30, 35, 145, 147, 162]);

/** Sends each request in a batch of its own, and tells which could not go that way. */
const inBatch =
  (onAlone: () => void): Fetch =>
  async (url, init) => {
    const request = partOf(url, init);
    if (request === undefined) {
      onAlone();
      return testFetch(url, init);
    }
    const [part] = await sendBatch([request]);
    if (part === undefined) throw new Error('A batch of one was answered by none.');
    const text = part.body === undefined ? '' : JSON.stringify(part.body);
    return {
      status: part.status,
      headers: { get: (name) => part.headers[name.toLowerCase()] ?? null },
      text: async () => text,
    };
  };

const titled = cases.map((each) => [`case ${each.number} (${each.dialect}): ${each.title}`, each] as const);

test.each(titled)('%s, in a batch', async (_, conformanceCase) => {
  let wentAlone = false;
  const fetch = inBatch(() => {
    wentAlone = true;
  });
  const outcome = await runCase(conformanceCase, fetch, base);
  expect(outcome.ok, outcome.ok ? '' : outcome.failed).toBe(true);
  expect([conformanceCase.number, wentAlone]).toEqual([conformanceCase.number, alone.has(conformanceCase.number)]);
});

test.each(Object.entries(casesBySection))('all reads of the cases of %s, in one batch', async (_, section) => {
  const reads: PartSent[] = [];
  const collect: Fetch = (url, init) => {
    const request = partOf(url, init);
    if (request !== undefined && (init.method === 'GET' || url.includes('/$query'))) reads.push(request);
    return testFetch(url, init);
  };
  for (const each of section) await runCase(each, collect, base);
  for (let from = 0; from < reads.length; from += 100) {
    const some = reads.slice(from, from + 100);
    const singles = await Promise.all(some.map(singly));
    const parts = await sendBatch(some);
    expect(parts.map(({ id: _, ...part }) => unnamed(part))).toEqual(singles.map(unnamed));
  }
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
