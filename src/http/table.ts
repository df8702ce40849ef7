/** Finds the table that an address names, and the code for it. */
import type { TableCode } from '../code/table-code.ts';
import { ProblemError } from '../protocol/problem.ts';
import type { SyncTable } from '../table/sync-table.ts';
import type { Step } from './steps.ts';

/**
 * Table names are taken in any case, as the oldest servers and clients do; all else in an address is exact.
 *
 * @throws Error for code of a table that is not served, or that has some already: it would never run.
 */
export function findTable(tables: readonly SyncTable[], codes: readonly TableCode[]): Step {
  const codeOf = new Map(codes.map((code) => [code.table, code]));
  const lost = codes.find((code) => codeOf.get(code.table) !== code || !tables.includes(code.table));
  if (lost !== undefined) throw new Error(`Table "${lost.table.name}" is not served, or is given code twice.`);
  const byName = new Map(tables.map((table) => [table.name.toLowerCase(), { table, code: codeOf.get(table) }]));
  return (c) => {
    const name = c.req.param('table') ?? '';
    const found = byName.get(name.toLowerCase());
    if (found === undefined) throw new ProblemError('unknown_table', 'There is no such table; GET / lists them.');
    c.set('table', found.table);
    if (found.code !== undefined) c.set('code', found.code);
  };
}
