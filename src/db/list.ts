/** One page of a table's records, in order. */
import { type SQL, sql } from 'drizzle-orm';
import { isNeverNull } from '../core/order.ts';
import type { PagePlan } from '../core/page-plan.ts';
import type { Principal } from '../core/principal.ts';
import { scopeOf } from '../core/scope.ts';
import type { CheckedFilter } from '../protocol/checked-filter.ts';
import type { SyncTable } from '../table/sync-table.ts';
import { compile } from './compile.ts';
import type { Db, Row, Statement } from './db.ts';
import { columnName, quoted } from './identifier.ts';
import { behind, orderBy } from './keyset.ts';
import { attemptTwice } from './retry.ts';
import { whereOf } from './where.ts';

export type PageRequest = PagePlan & {
  readonly principal: Principal | undefined;
  readonly filter: CheckedFilter | undefined;
  readonly includeDeleted: boolean;
  readonly limit: number;
  /** Whether to count the records that filter and scope leave, whatever the page. */
  readonly count: boolean;
};

export type Page = { readonly rows: readonly Row[]; readonly count: number | undefined };

/** The page and the count, read from one state of the database. */
export async function readPage(db: Db, table: SyncTable, request: PageRequest): Promise<Page> {
  const wanted = [
    ...(request.limit > 0 ? [pageStatement(table, request)] : []),
    ...(request.count ? [compile(countOf(table, visible(table, request)))] : []),
  ];
  const results = wanted.length === 0 ? [] : await attemptTwice(() => db.read(wanted));
  const rows = request.limit > 0 ? (results[0] ?? []) : [];
  const count = request.count ? Number(results.at(-1)?.[0]?.count) : undefined;
  return { rows, count };
}

const column = (table: SyncTable, member: string): SQL => sql.raw(columnName(table, member));
const from = (table: SyncTable): SQL => sql.raw(`FROM ${quoted(table.name)}`);
const countOf = (table: SyncTable, where: SQL): SQL => sql`SELECT count(*) AS count ${from(table)} WHERE ${where}`;

/** The statement of a page. */
export function pageStatement(table: SyncTable, request: PageRequest): Statement {
  const { order, after, skip, skipOnlyAt, limit } = request;
  const keys = order.map(({ column: member, descending }) => {
    return { column: column(table, member), descending, nullable: !isNeverNull(table, member) };
  });
  const here = visible(table, request);
  const where = after === undefined ? here : sql`${here} AND ${behind(keys, after)}`;
  const page = sql`SELECT ${columns(table)} ${from(table)} WHERE ${where} ORDER BY ${orderBy(keys)} LIMIT ${limit}`;
  if (skip === 0) return compile(page);
  if (skipOnlyAt === undefined) return compile(sql`${page} OFFSET ${skip}`);
  const skippable = countOf(table, sql`${here} AND updatedAt = ${skipOnlyAt}`);
  return compile(sql`${page} OFFSET min(${skip}, (${skippable}))`);
}

/** The condition that a record is one that this request may see and asks for. */
function visible(table: SyncTable, { principal, filter, includeDeleted }: PageRequest): SQL {
  const scope = scopeOf(table, principal);
  const own = includeDeleted ? sql`owner = ${scope}` : sql`owner = ${scope} AND deleted = 0`;
  return filter === undefined ? own : sql`${own} AND (${whereOf(filter, table)})`;
}

function columns(table: SyncTable): SQL {
  const names = Array.from(table.members.keys(), (member) => columnName(table, member));
  return sql.raw(names.join(', '));
}
