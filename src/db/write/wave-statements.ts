/** The statements of one wave: all tables decide, groups that failed are marked, then all tables apply and explain. */
import type { Principal } from '../../core/principal.ts';
import { scopeOf } from '../../core/scope.ts';
import type { SyncTable } from '../../table/sync-table.ts';
import type { SqlValue, Statement } from '../db.ts';
import { type Entry, isPlainInsert, printEntry, sliceEntries, type Tried } from './entry.ts';
import { dropStatement, failGroups, writeStatements } from './statements.ts';

type WaveStatements = {
  readonly statements: readonly Statement[];
  /** Which of them explain so many operations each, list by list, in the order of the wave. */
  readonly explains: readonly { readonly at: number; readonly count: number }[];
};

/** The operations of one client on one table. */
type List = {
  readonly table: SyncTable;
  readonly scope: string;
  readonly client: string;
  /** Whether all of them are plain inserts. */
  readonly isAdmitted: boolean;
  readonly entries: readonly Entry[];
  /** Those that this attempt gives, in the same order. */
  readonly versions: readonly string[];
};

/** What a statement is given besides its list, of which it has the entries from this one on. */
type More = (list: List, from: number) => readonly SqlValue[];

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
  /** A statement for each list, and for each parameter that its entries fill, from which of them on. */
  const each = (sqlOf: (list: List) => string, part: Part, more: More = () => []): Counted[] =>
    lists.flatMap((list) =>
      sliceEntries(list.entries.flatMap((entry) => entry[part] ?? [])).map(({ json, from, count }) => ({
        sql: sqlOf(list),
        params: [json, list.scope, asking, list.client, ...more(list, from)],
        count,
      })),
    );
  const grouped = sliceEntries(lists.flatMap(({ entries }) => entries.flatMap((entry) => entry.grouped ?? [])));
  const deciding = [
    ...each(
      ({ table, isAdmitted }) => writeStatements(table)[isAdmitted ? 'admit' : 'decide'],
      'decided',
      () => [latestStamp],
    ),
    ...grouped.map(({ json }): Statement => ({ sql: failGroups, params: [json, '', asking] })),
  ];
  const inserting = each(({ table }) => writeStatements(table).insert, 'inserted');
  const changing = each(({ table }) => writeStatements(table).change, 'changed');
  const explaining = each(
    ({ table }) => writeStatements(table).explain,
    'explained',
    ({ versions }, from) => [versions[from] ?? ''],
  );
  const drops = each(({ table }) => dropStatement(table), 'dropped').map(({ sql, params }) => ({
    sql,
    params: params.slice(0, 2),
  }));
  const before = [...deciding, ...inserting, ...changing];
  return {
    statements: [...before, ...explaining, ...drops],
    explains: explaining.map(({ count }, at) => ({ at: before.length + at, count })),
  };
}

function listsOf(wave: readonly Tried[], principal: Principal | undefined): readonly List[] {
  const lists: { readonly first: Tried; readonly from: number; readonly tried: Tried[] }[] = [];
  for (const [from, tried] of wave.entries()) {
    const last = lists.at(-1);
    const isNext = last?.first.table === tried.table && last.first.attempt.client === tried.attempt.client;
    if (isNext) last.tried.push(tried);
    else lists.push({ first: tried, from, tried: [tried] });
  }
  return lists.map(({ first: { table, attempt }, from, tried }) => {
    const isAdmitted = tried.every(({ operation }) => isPlainInsert(operation));
    const entries = tried.map((each, at) => printEntry(each, from + at, isAdmitted));
    const versions = tried.map((each) => each.attempt.version);
    return { table, scope: scopeOf(table, principal), client: attempt.client, isAdmitted, entries, versions };
  });
}
