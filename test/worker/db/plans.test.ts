import { expect, test } from 'vitest';
import { printCursor } from '../../../src/core/cursor.ts';
import { planPage } from '../../../src/core/page-plan.ts';
import { exitStatement, writtenStatement } from '../../../src/db/changes.ts';
import { journalStep, passingStep } from '../../../src/db/collect/collect-journal.ts';
import { tombstoneStep } from '../../../src/db/collect/collect-tombstones.ts';
import { historyStatement } from '../../../src/db/history.ts';
import { pageStatement } from '../../../src/db/list.ts';
import { dropStatement, failGroups, writeStatements } from '../../../src/db/write/statements.ts';
import { checkFilter } from '../../../src/odata/check-filter.ts';
import { parseFilter } from '../../../src/odata/parse-filter.ts';
import { parseListQuery } from '../../../src/odata/parse-query.ts';
import { parseQueryString } from '../../../src/protocol/query-string.ts';
import { syncTable } from '../../../src/table/sync-table.ts';
import { explainPlan } from '../database.ts';
import { card, diary, draft, kitchen, note, todoitem } from '../tables.ts';

// What a plan may scan: the list of operations, the clock's one row, and what was made from the list.
const small = /^SCAN (?:o|(?:o|json_each) VIRTUAL TABLE.*|sync_clock|CONSTANT ROW|decided)$/;

/** The heads that a request sends, and a table of one row at most. */
const seen = /^SCAN (?:w VIRTUAL TABLE.*|CONSTANT ROW|sync_epoch)$/;

const fleeting = syncTable('todoitem', todoitem.columns, { recordsExpire: { days: 1 } });

const statements = [todoitem, kitchen, note, diary, fleeting].flatMap((table) =>
  Object.entries({ ...writeStatements(table), drop: dropStatement(table), failGroups }).map(
    ([name, sql]) => [name, table.name, sql] as const,
  ),
);

test.each(statements)('%s of %s finds journal and records by key, never by a scan', async (_, __, sql) => {
  const parameters = Math.max(...Array.from(sql.matchAll(/\?(\d)/g), ([, index]) => Number(index)));
  const params = ['[]', '', '', '', 0].slice(0, parameters);
  const plan = await explainPlan({ sql, params });
  const scans = plan.filter((detail) => detail.startsWith('SCAN'));
  expect(plan.length).toBeGreaterThan(0);
  expect(scans.filter((detail) => !small.test(detail))).toEqual([]);
});

test.each([
  ['refusals', passingStep(0)],
  ['the journal', journalStep(0, 1)],
  ['tombstones', tombstoneStep(draft, 0, 1)],
])('a step that collects %s reads what it removes, and nothing else', async (_, step) => {
  for (const statement of step) {
    const plan = await explainPlan(statement);
    const scans = plan.filter((detail) => detail.startsWith('SCAN'));
    expect(scans.filter((detail) => !/^SCAN (?:sync_clock|CONSTANT ROW|\(subquery-\d+\))$/.test(detail))).toEqual([]);
  }
});

const pulls = [
  ['a pull from a stamp', "$filter=updatedAt ge datetimeoffset'2026-01-01T00:00:00Z'&$orderby=updatedAt&$skip=1"],
  ['a pull behind a stamp', '$filter=updatedAt gt cast(2026-01-01T00:00:00Z,Edm.DateTimeOffset)&$orderby=updatedAt'],
  ['a pull of all', '$orderby=updatedAt&__includeDeleted=true'],
  ['a list of all', ''],
] as const;

test.each(pulls)('%s reads its records in order from an index', async (_, query) => {
  for (const table of [todoitem, diary, fleeting]) {
    const asked = parseListQuery(parseQueryString(query), '2.0', table);
    const { includeDeleted, filter } = asked;
    const principal = { id: 'ann' };
    const request = { ...planPage(asked), principal, filter, includeDeleted, limit: 50, count: false };
    const plan = await explainPlan(pageStatement(table, request));
    expect(plan.filter((detail) => /SCAN|TEMP B-TREE/.test(detail) && !small.test(detail))).toEqual([]);
  }
});

test.each([todoitem, note, card])('what has changed in $name is read in order from indexes', async (table) => {
  const members = new Map([...table.members]);
  const checked = (text: string) => checkFilter(parseFilter(text).filter, members);
  const view = table === card ? checked("list eq 'a' and done eq false") : undefined;
  const filter = checked("text eq 'a'");
  const request = { principal: { id: 'ann' }, view, filter, includeDeleted: false, since: 1, limit: 50 };
  const history = historyStatement(table, [{ seq: 1, version: 'a'.repeat(16) }]);
  for (const statement of [writtenStatement(table, request), exitStatement(table, request), history]) {
    const plan = await explainPlan(statement);
    expect(plan.length).toBeGreaterThan(0);
    expect(plan.filter((detail) => /SCAN|TEMP B-TREE/.test(detail) && !seen.test(detail))).toEqual([]);
  }
});

test.each(['gt', 'ge'])('behind a record, a pull of what is %s a stamp seeks that record only', (operator) => {
  const bound = Date.parse('2026-01-01T00:00:00Z');
  const after = printCursor({ after: [bound + 1], count: undefined });
  const filter = `(complete eq false) and (updatedAt ${operator} datetimeoffset'${new Date(bound).toISOString()}')`;
  const params = parseQueryString(`$filter=${filter}&$orderby=updatedAt&$skiptoken=${after}`);
  const asked = parseListQuery(params, '3.0', todoitem);
  const { includeDeleted, filter: checked } = asked;
  const request = {
    ...planPage(asked),
    principal: undefined,
    filter: checked,
    includeDeleted,
    limit: 50,
    count: false,
  };
  // SQLite starts at one lower bound, whichever; the filter's is where the pages before this one are.
  expect(pageStatement(todoitem, request).params).not.toContain(bound);
});
