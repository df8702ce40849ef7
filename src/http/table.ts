/** Finds the table that an address names. */
import { ProblemError } from '../protocol/problem.ts';
import type { SyncTable } from '../table/sync-table.ts';
import type { Step } from './steps.ts';

/** Table names are taken in any case, as the oldest servers and clients do; all else in an address is exact. */
export function findTable(tables: readonly SyncTable[]): Step {
  const byName = new Map(tables.map((table) => [table.name.toLowerCase(), table]));
  return (c) => {
    const name = c.req.param('table') ?? '';
    const table = byName.get(name.toLowerCase());
    if (table === undefined) throw new ProblemError('unknown_table', 'There is no such table; GET / lists them.');
    c.set('table', table);
  };
}
