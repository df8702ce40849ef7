/** The statements of one wave: all tables decide, groups that failed are marked, then all tables apply and explain. */
import type { Operation } from '../../core/operation.ts';
import type { Principal } from '../../core/principal.ts';
import { scopeOf } from '../../core/scope.ts';
import type { SyncTable } from '../../table/sync-table.ts';
import type { SqlValue, Statement } from '../db.ts';
import { type Attempt, printEntry, sliceEntries } from './entry.ts';
import { dropStatement, failGroups, writeStatements } from './statements.ts';

/** An operation, as this try of the request asks for it. */
export type Tried = { readonly table: SyncTable; readonly operation: Operation; readonly attempt: Attempt };

type WaveStatements = {
  readonly statements: readonly Statement[];
  /** Which of them explain; together they give one row for each operation, table by table, in the order of the wave. */
  readonly explains: readonly number[];
};

/** Operations of a table stand next to each other in the wave. */
export function waveStatements(
  wave: readonly Tried[],
  principal: Principal | undefined,
  latestStamp: number,
): WaveStatements {
  const asking = principal?.id ?? '';
  const tables = [...Map.groupBy(wave, ({ table }) => table)].map(([table, tried]) => ({
    table,
    scope: scopeOf(table, principal),
    entries: tried.map(({ operation, attempt }) => printEntry(table, operation, attempt)),
  }));
  type Part = 'decided' | 'applied' | 'explained';
  /** A statement for each table, and for each parameter that its entries fill. */
  const each = (sqlOf: (table: SyncTable) => string, part: Part, more: readonly SqlValue[], of = tables): Statement[] =>
    of.flatMap(({ table, scope, entries }) => {
      const sql = sqlOf(table);
      return sliceEntries(entries.map((entry) => entry[part])).map((slice) => ({
        sql,
        params: [slice, scope, ...more],
      }));
    });
  const grouped = tables.flatMap(({ entries }) => entries.filter(({ isGrouped }) => isGrouped));
  const members = sliceEntries(grouped.map(({ explained }) => explained));
  const before = [
    ...each((table) => writeStatements(table).decide, 'decided', [asking, latestStamp]),
    ...members.map((slice): Statement => ({ sql: failGroups, params: [slice, '', asking] })),
    ...each((table) => writeStatements(table).apply, 'applied', [asking]),
  ];
  const explaining = each((table) => writeStatements(table).explain, 'explained', [asking]);
  const bare = tables.filter(({ table }) => !table.softDelete);
  const drops = each(dropStatement, 'explained', [], bare);
  return { statements: [...before, ...explaining, ...drops], explains: explaining.map((_, at) => before.length + at) };
}
