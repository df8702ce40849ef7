/** Every case of the protocol holds in a batch, too. */
import { expect, test } from 'vitest';
import type { ConformanceCase } from '../conformance/case.ts';
import { cases } from '../conformance/cases.ts';
import { type Fetch, runCase } from '../conformance/run-case.ts';
import { partOf, sendBatch } from './batch.ts';
import { base, testFetch } from './fetch.ts';
import { titled } from './titled-cases.ts';

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

/** Cases of batches send them by themselves: there is none within another. */
const sendsBatches = ({ needs }: ConformanceCase): boolean => needs?.includes('batch') === true;

const carried = cases.filter((each) => !sendsBatches(each));

test.each(titled(carried))('%s, in a batch', async (_, conformanceCase) => {
  let wentAlone = false;
  const fetch = inBatch(() => {
    wentAlone = true;
  });
  const outcome = await runCase(conformanceCase, fetch, base);
  expect(outcome.ok, outcome.ok ? '' : outcome.failed).toBe(true);
  expect([conformanceCase.number, wentAlone]).toEqual([conformanceCase.number, alone.has(conformanceCase.number)]);
});
