/** The statements of one wave: all tables decide, groups that failed are marked, then all tables apply and explain. */
import type { Operation } from '../../core/operation.ts';
import type { Principal } from '../../core/principal.ts';
import { scopeOf } from '../../core/scope.ts';
import type { SyncTable } from '../../table/sync-table.ts';
import type { Statement } from '../db.ts';
import { type Attempt, printEntry, printMember, sliceEntries } from './entry.ts';
import { dropStatement, failGroups, writeStatements } from './statements.ts';

/** An operation, as this try of the request asks for it. */
export type Tried = { readonly table: SyncTable; readonly operation: Operation; readonly attempt: Attempt };

export type WaveStatements = {
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
    who: [scopeOf(table, principal), asking] as const,
    slices: sliceEntries(tried.map(({ operation, attempt }) => printEntry(table, operation, attempt))),
  }));
  const grouped = wave.filter(({ operation }) => operation.group !== undefined);
  const members = sliceEntries(grouped.map(({ operation, attempt }) => printMember(operation, attempt)));
  const each = (sqlOf: (table: SyncTable) => string, ...more: number[]): Statement[] =>
    tables.flatMap(({ table, who, slices }) => {
      const sql = sqlOf(table);
      return slices.map((slice) => ({ sql, params: [slice, ...who, ...more] }));
    });
  const before = [
    ...each((table) => writeStatements(table).decide, latestStamp),
    ...members.map((slice): Statement => ({ sql: failGroups, params: [slice, '', asking] })),
    ...each((table) => writeStatements(table).apply),
  ];
  const explaining = each((table) => writeStatements(table).explain);
  const drops = tables
    .filter(({ table }) => !table.softDelete)
    .flatMap(({ table, who: [scope], slices }) =>
      slices.map((slice) => ({ sql: dropStatement(table), params: [slice, scope] })),
    );
  return { statements: [...before, ...explaining, ...drops], explains: explaining.map((_, at) => before.length + at) };
}
