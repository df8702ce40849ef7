/** How long it takes to understand a filter: from its text to a tree that is checked against the table. */

import { checkFilter } from '../src/odata/check-filter.ts';
import { parseFilter } from '../src/odata/parse-filter.ts';
import { todoitem } from '../src/tables.ts';
import type { Figure } from './report.ts';
import { median } from './statistics.ts';

/** Filters that clients send. */
const typical = {
  'of a pull': '(updatedAt gt cast(2026-03-01T07:30:22.000Z,Edm.DateTimeOffset))',
  'of a pull with a condition': "((complete eq false) and (updatedAt ge datetimeoffset'2026-03-01T07:30:22.000Z'))",
  'of a search': "((complete eq false) and ((startswith(text,'Buy')) or (indexof(tolower(text),'cheese') gt 0)))",
} as const;

// Short batches: few of them share their time with another process.
const batch = 100;
const batches = 600;
const warmUps = 200;

/** Here in Node, whose engine is that of workerd; a Worker's clock stands still while it computes. */
export function measureParsing(): Figure[] {
  return Object.entries(typical).map(([name, text]) => ({
    name: `parse of a filter ${name}: median, µs`,
    value: median(Array.from({ length: warmUps + batches }, () => microsecondsOf(text)).slice(warmUps)),
    target: { atMost: 20 },
  }));
}

function microsecondsOf(text: string): number {
  const start = performance.now();
  for (let n = 0; n < batch; n += 1) {
    const { filter, positions } = parseFilter(text);
    checkFilter(filter, todoitem.members, positions);
  }
  return ((performance.now() - start) * 1000) / batch;
}
