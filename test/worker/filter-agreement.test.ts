import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { runs } from '../runs.ts';
import { someFilter } from '../unit/protocol/arbitrary-filter.ts';
import { someRecord } from '../unit/protocol/arbitrary-record.ts';
import { creation, disagreements, filling } from './agreement.ts';
import { db } from './database.ts';

beforeAll(async () => {
  await db.write(creation());
});

// 100 runs of 200 filters on 12 records each.
const filters = fc.array(someFilter, { minLength: 200, maxLength: 200 });
const records = fc.array(someRecord, { minLength: 12, maxLength: 12 });

test('SQL finds the records that the evaluator passes, for 20,000 random filters', async () => {
  await fc.assert(
    fc.asyncProperty(filters, records, async (asked, stored) => {
      await db.write(filling(stored));
      expect(await disagreements(db, asked, stored)).toEqual([]);
    }),
    runs(100),
  );
});
