import { expect, test } from 'vitest';
import { dropStatement, failGroups, writeStatements } from '../../../src/db/write/statements.ts';
import { explainPlan } from '../database.ts';
import { diary, kitchen, note, todoitem } from '../tables.ts';

// What a plan may scan: the list of operations, the clock's one row, and what was made from the list.
const small = /^SCAN (?:o|json_each VIRTUAL TABLE.*|sync_clock|CONSTANT ROW|decided)$/;

const statements = [todoitem, kitchen, note, diary].flatMap((table) =>
  Object.entries({ ...writeStatements(table), drop: dropStatement(table), failGroups }).map(
    ([name, sql]) => [name, table.name, sql] as const,
  ),
);

test.each(statements)('%s of %s finds journal and records by key, never by a scan', async (_, __, sql) => {
  const parameters = Math.max(...Array.from(sql.matchAll(/\?(\d)/g), ([, index]) => Number(index)));
  const params = ['[]', '', '', 0].slice(0, parameters);
  const plan = await explainPlan({ sql, params });
  const scans = plan.filter((detail) => detail.startsWith('SCAN'));
  expect(plan.length).toBeGreaterThan(0);
  expect(scans.filter((detail) => !small.test(detail))).toEqual([]);
});
