/** The tables that are served, by the names in addresses. */
import type { TableCode } from '../code/table-code.ts';
import { ProblemError } from '../protocol/problem.ts';
import type { SyncTable } from '../table/sync-table.ts';
import type { Step } from './steps.ts';

/** A table, and the code that the app has for it. */
type Served = { readonly table: SyncTable; readonly code: TableCode | undefined };

/** Finds a table by the name in an address; throws ProblemError `unknown_table`. */
export type FindServed = (name: string) => Served;

/**
 * Table names are taken in any case, as the oldest servers and clients do; all else in an address is exact.
 *
 * @throws Error for code of a table that is not served, or that has some already: it would never run.
 */
export function indexTables(tables: readonly SyncTable[], codes: readonly TableCode[]): FindServed {
  const codeOf = new Map(codes.map((code) => [code.table, code]));
  const lost = codes.find((code) => codeOf.get(code.table) !== code || !tables.includes(code.table));
  if (lost !== undefined) throw new Error(`Table "${lost.table.name}" is not served, or is given code twice.`);
  const byName = new Map(tables.map((table) => [table.name.toLowerCase(), { table, code: codeOf.get(table) }]));
  return (name) => {
    const found = byName.get(name.toLowerCase());
    if (found === undefined) throw new ProblemError('unknown_table', 'There is no such table; GET / lists them.');
    return found;
  };
}

/** Puts the table that the address names, and its code, where the route finds them. */
export function findTable(find: FindServed): Step {
  return (c) => {
    const { table, code } = find(c.req.param('table') ?? '');
    c.set('table', table);
    if (code !== undefined) c.set('code', code);
  };
}
