/** One page of a table's records, in order. */
import { type SQL, sql } from 'drizzle-orm';
import type { Change } from '../core/change.ts';
import type { DigestRange } from '../core/digest.ts';
import { isNeverNull } from '../core/order.ts';
import type { PagePlan } from '../core/page-plan.ts';
import type { SyncTable } from '../table/sync-table.ts';
import { compile } from './compile.ts';
import type { Db, Row, Statement } from './db.ts';
import { columnName, columnNames, quoted } from './identifier.ts';
import { behind, orderBy } from './keyset.ts';
import { type Query, runQuery } from './query.ts';
import { type Visibility, visible } from './visible.ts';

type PageRequest = PagePlan &
  Visibility & {
    readonly limit: number;
    /** Whether to tell how many records filter and scope leave, whatever the page. Only the first page counts them. */
    readonly count: boolean;
  };

export type Page = {
  readonly rows: readonly Row[];
  readonly count: number | undefined;
  /** The last write before the page was read, as `x-sync-head` prints it; undefined where nobody asks. */
  readonly head?: string;
  /** What has changed, instead of rows, where that is asked for. */
  readonly changes?: readonly Change<Row>[];
  /** Digests of the records, instead of rows, where those are asked for. */
  readonly ranges?: readonly DigestRange[];
  /** The token of the link behind this page, in a list whose changes are followed. */
  readonly deltaToken?: string;
};

/** The page and the count. */
export function pageQuery(table: SyncTable, request: PageRequest): Query<Page> {
  const counting = request.count && request.counted === undefined;
  const statements = [
    ...(request.limit > 0 ? [pageStatement(table, request)] : []),
    ...(counting ? [compile(countOf(table, visible(table, request)))] : []),
  ];
  return {
    statements,
    answer(results) {
      const rows = request.limit > 0 ? (results[0] ?? []) : [];
      const count = counting ? Number(results.at(-1)?.[0]?.count) : request.counted;
      return { rows, count: request.count ? count : undefined };
    },
  };
}

/** Reads that page. */
export function readPage(db: Db, table: SyncTable, request: PageRequest): Promise<Page> {
  return runQuery(db, pageQuery(table, request));
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
  const left = visible(table, { ...request, filter: request.filterLeft });
  const where = after === undefined ? left : sql`${left} AND ${behind(keys, after)}`;
  const page = sql`SELECT ${sql.raw(columnNames(table))} ${from(table)} WHERE ${where} ORDER BY ${orderBy(keys)} LIMIT ${limit}`;
  if (skip === 0) return compile(page);
  if (skipOnlyAt === undefined) return compile(sql`${page} OFFSET ${skip}`);
  const skippable = countOf(table, sql`${visible(table, request)} AND updatedAt = ${skipOnlyAt}`);
  return compile(sql`${page} OFFSET min(${skip}, (${skippable}))`);
}
