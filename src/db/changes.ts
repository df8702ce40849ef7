/**
 * What has changed in a list since a stamp: the records that were written and that the view shows, and, from the
 * journal, those that it showed before and does not show now. Both are read in the order of their stamps, which no two
 * share.
 */
import { type SQL, sql } from 'drizzle-orm';
import type { Change } from '../core/change.ts';
import { scopeOf } from '../core/scope.ts';
import type { SyncTable } from '../table/sync-table.ts';
import { compile } from './compile.ts';
import type { Row, Statement } from './db.ts';
import { oldColumns } from './exits.ts';
import { columnNames, quoted } from './identifier.ts';
import type { Query } from './query.ts';
import { type Visibility, visible } from './visible.ts';
import { whereOf } from './where.ts';

type ChangesRequest = Visibility & {
  /** The stamp after which changes are told. */
  readonly since: number;
  /** The most changes of a page, at least 1. */
  readonly limit: number;
};

/** One page of changes, in the order of their stamps, and one more if there is a next page. */
export function changesQuery(table: SyncTable, request: ChangesRequest): Query<readonly Change<Row>[]> {
  return {
    statements: [writtenStatement(table, request), exitStatement(table, request)],
    answer([written = [], exits = []]) {
      const changes = [...written.map(toChange), ...exits.map((row) => toExit(table, row))];
      return changes.sort((a, b) => a.stamp - b.stamp).slice(0, request.limit + 1);
    },
  };
}

/** Records that the view shows, deleted or not, and whether the list has them. */
export function writtenStatement(table: SyncTable, request: ChangesRequest): Statement {
  const { filter, includeDeleted, since, limit } = request;
  const shown = visible(table, { ...request, filter: undefined, includeDeleted: true });
  const live = includeDeleted ? sql`1` : sql`deleted = 0`;
  const listed = filter === undefined ? live : sql`(${live} AND (${whereOf(filter, table)})) IS TRUE`;
  return compile(sql`SELECT ${sql.raw(columnNames(table))}, ${listed} AS _listed FROM ${nameOf(table)}
    WHERE ${shown} AND updatedAt > ${since} ORDER BY updatedAt LIMIT ${limit + 1}`);
}

/** Records that the view showed before a write, and does not show now, whether they are there or not. */
export function exitStatement(table: SyncTable, { view, principal, since, limit }: ChangesRequest): Statement {
  const name = nameOf(table);
  const shownBefore = view === undefined ? sql`1` : whereOf(view, table);
  const shownNow = visible(table, { principal, view, filter: undefined, includeDeleted: true });
  return compile(sql`SELECT seq, id, kind
    FROM (SELECT seq, pk AS id, kind, scope AS owner, ${sql.raw(oldColumns(table))} FROM sync_journal
      WHERE tbl = ${table.name} AND scope = ${scopeOf(table, principal)} AND prior IS NOT NULL AND seq > ${since}
    ) sync_exit
    WHERE (${shownBefore}) AND NOT EXISTS (SELECT 1 FROM ${name} WHERE ${name}.id = sync_exit.id AND ${shownNow})
    ORDER BY seq LIMIT ${limit + 1}`);
}

const nameOf = (table: SyncTable): SQL => sql.raw(quoted(table.name));

function toChange({ _listed, ...record }: Row): Change<Row> {
  const stamp = Number(record.updatedAt);
  if (_listed === 1) return { kind: 'record', stamp, record };
  return { kind: 'removed', stamp, id: record.id ?? '', reason: record.deleted === 1 ? 'deleted' : 'changed' };
}

function toExit({ idKind }: SyncTable, { seq, id = '', kind }: Row): Change<Row> {
  const reason = kind === 'delete' ? 'deleted' : 'changed';
  return { kind: 'removed', stamp: Number(seq), id: idKind === 'integer' ? Number(id) : String(id), reason };
}
