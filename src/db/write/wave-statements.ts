/** The statements of one wave: all tables decide, groups that failed are marked, then all tables apply and explain. */
import type { Operation } from '../../core/operation.ts';
import type { Principal } from '../../core/principal.ts';
import { scopeOf } from '../../core/scope.ts';
import type { SyncTable } from '../../table/sync-table.ts';
import type { SqlValue, Statement } from '../db.ts';
import { type Attempt, type Entry, printEntry, sliceEntries } from './entry.ts';
import { dropStatement, failGroups, writeStatements } from './statements.ts';

/** An operation, as this try of the request asks for it. */
export type Tried = { readonly table: SyncTable; readonly operation: Operation; readonly attempt: Attempt };

type WaveStatements = {
  readonly statements: readonly Statement[];
  /** Which of them give the stamps of new records. */
  readonly inserts: readonly number[];
  /** Which of them explain so many operations each, list by list, in the order of the wave. */
  readonly explains: readonly { readonly at: number; readonly count: number }[];
};

/** The operations of one client on one table. */
type List = {
  readonly table: SyncTable;
  readonly scope: string;
  readonly client: string;
  readonly entries: readonly Entry[];
};

type Counted = Statement & { readonly count: number };

type Part = 'decided' | 'inserted' | 'changed' | 'explained' | 'dropped';

/** Operations of a table and a client stand next to each other in the wave. */
export function waveStatements(
  wave: readonly Tried[],
  principal: Principal | undefined,
  latestStamp: number,
): WaveStatements {
  const asking = principal?.id ?? '';
  const lists = listsOf(wave, principal);
  /** A statement for each list, and for each parameter that its entries fill. */
  const each = (sqlOf: (table: SyncTable) => string, part: Part, ...more: SqlValue[]): Counted[] =>
    lists.flatMap(({ table, scope, client, entries }) =>
      sliceEntries(entries.flatMap((entry) => entry[part] ?? [])).map(({ json, count }) => ({
        sql: sqlOf(table),
        params: [json, scope, asking, client, ...more],
        count,
      })),
    );
  const grouped = sliceEntries(lists.flatMap(({ entries }) => entries.flatMap((entry) => entry.grouped ?? [])));
  const deciding = [
    ...each((table) => writeStatements(table).decide, 'decided', latestStamp),
    ...grouped.map(({ json }): Statement => ({ sql: failGroups, params: [json, '', asking] })),
  ];
  const inserting = each((table) => writeStatements(table).insert, 'inserted');
  const changing = each((table) => writeStatements(table).change, 'changed');
  const explaining = each((table) => writeStatements(table).explain, 'explained');
  const drops = each(dropStatement, 'dropped').map(({ sql, params }) => ({ sql, params: params.slice(0, 2) }));
  const before = [...deciding, ...inserting, ...changing];
  return {
    statements: [...before, ...explaining, ...drops],
    inserts: inserting.map((_, at) => deciding.length + at),
    explains: explaining.map(({ count }, at) => ({ at: before.length + at, count })),
  };
}

function listsOf(wave: readonly Tried[], principal: Principal | undefined): readonly List[] {
  const lists: { readonly table: SyncTable; readonly client: string; readonly entries: Entry[] }[] = [];
  for (const [nth, { table, operation, attempt }] of wave.entries()) {
    const { client } = attempt;
    const entry = printEntry(table, operation, attempt, nth);
    const last = lists.at(-1);
    if (last?.table === table && last.client === client) last.entries.push(entry);
    else lists.push({ table, client, entries: [entry] });
  }
  return lists.map((list) => ({ ...list, scope: scopeOf(list.table, principal) }));
}
