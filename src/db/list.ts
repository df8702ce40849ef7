/** One page of a table's records, in order. */
import { type SQL, sql } from 'drizzle-orm';
import type { SortKey } from '../core/cursor.ts';
import { isNeverNull, type OrderKey } from '../core/order.ts';
import { columnOf } from '../core/record-body.ts';
import type { SyncTable } from '../table/sync-table.ts';
import { compile } from './compile.ts';
import type { Db, Row, Statement } from './db.ts';
import { quoted } from './identifier.ts';
import { behind, orderBy } from './keyset.ts';
import { attemptTwice } from './retry.ts';

export type PageRequest = {
  readonly scope: string;
  readonly filter: SQL | undefined;
  readonly includeDeleted: boolean;
  /** A total order: its last key is one that no two records share. */
  readonly order: readonly OrderKey[];
  /** The sort keys of the record before the page. */
  readonly after: readonly SortKey[] | undefined;
  readonly skip: number;
  /** The `updatedAt`, in milliseconds, of the only records that may be skipped; undefined: any may. */
  readonly skipOnlyAt: number | undefined;
  readonly limit: number;
  /** Whether to count the records that filter and scope leave, whatever the page. */
  readonly count: boolean;
};

export type Page = { readonly rows: readonly Row[]; readonly count: number | undefined };

/** The page and the count, read from one state of the database. */
export async function readPage(db: Db, table: SyncTable, request: PageRequest): Promise<Page> {
  const wanted = [
    ...(request.limit > 0 ? [pageStatement(table, request)] : []),
    ...(request.count ? [compile(countOf(table, visible(request)))] : []),
  ];
  const results = wanted.length === 0 ? [] : await attemptTwice(() => db.read(wanted));
  const rows = request.limit > 0 ? (results[0] ?? []) : [];
  const count = request.count ? Number(results.at(-1)?.[0]?.count) : undefined;
  return { rows, count };
}

const column = (table: SyncTable, member: string): SQL => sql.raw(quoted(columnOf(table, member)));
const from = (table: SyncTable): SQL => sql.raw(`FROM ${quoted(table.name)}`);
const countOf = (table: SyncTable, where: SQL): SQL => sql`SELECT count(*) AS count ${from(table)} WHERE ${where}`;

function pageStatement(table: SyncTable, request: PageRequest): Statement {
  const { order, after, skip, skipOnlyAt, limit } = request;
  const keys = order.map(({ column: member, descending }) => {
    return { column: column(table, member), descending, nullable: !isNeverNull(table, member) };
  });
  const here = visible(request);
  const where = after === undefined ? here : sql`${here} AND ${behind(keys, after)}`;
  const page = sql`SELECT ${columns(table)} ${from(table)} WHERE ${where} ORDER BY ${orderBy(keys)} LIMIT ${limit}`;
  if (skip === 0) return compile(page);
  if (skipOnlyAt === undefined) return compile(sql`${page} OFFSET ${skip}`);
  const skippable = countOf(table, sql`${here} AND updatedAt = ${skipOnlyAt}`);
  return compile(sql`${page} OFFSET min(${skip}, (${skippable}))`);
}

/** The condition that a record is one that this request may see and asks for. */
function visible({ scope, filter, includeDeleted }: PageRequest): SQL {
  const own = includeDeleted ? sql`owner = ${scope}` : sql`owner = ${scope} AND deleted = 0`;
  return filter === undefined ? own : sql`${own} AND (${filter})`;
}

function columns(table: SyncTable): SQL {
  const names = Array.from(table.members.keys(), (member) => quoted(columnOf(table, member)));
  return sql.raw(names.join(', '));
}
