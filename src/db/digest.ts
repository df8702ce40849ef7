/** How a client finds out that it has drifted: counts and digests of a list's records, range by range of ids. */
import { sql } from 'drizzle-orm';
import type { DigestRange } from '../core/digest.ts';
import type { SyncTable } from '../table/sync-table.ts';
import { compile } from './compile.ts';
import type { Row, Statement } from './db.ts';
import { quoted } from './identifier.ts';
import type { Query } from './query.ts';
import { type Visibility, visible } from './visible.ts';

type DigestRequest = Visibility & {
  /** The id behind which the ranges start; undefined: at the first. */
  readonly after: string | number | undefined;
};

/** Records of a range, and ranges of an answer: no more than this is read for one. */
const rangeSize = 500;
const maxRanges = 20;

/**
 * The ranges in order of ids; all but the last have their greatest id, and the last has none if nothing is behind it.
 */
export function digestQuery(table: SyncTable, request: DigestRequest): Query<readonly DigestRange[]> {
  return {
    statements: [digestStatement(table, request)],
    answer([rows = []]) {
      const ranges = rows.map(toRange);
      const last = ranges.at(-1);
      const isAll = rows.length < maxRanges || Number(rows.at(-1)?.count) < rangeSize;
      if (last === undefined) return [{ to: undefined, count: 0, digest: '0'.repeat(12) }];
      return isAll ? [...ranges.slice(0, -1), { ...last, to: undefined }] : ranges;
    },
  };
}

/**
 * A version is 16 hex digits at random, which JSON reads as a number; the sum of 500 of 48 bits is an exact integer.
 */
export function digestStatement(table: SyncTable, request: DigestRequest): Statement {
  const { after } = request;
  const behind = after === undefined ? sql`1` : sql`id > ${after}`;
  return compile(sql`SELECT max(id) AS last, count(*) AS count,
      printf('%012x', sum(('0x' || substr(version, 1, 12)) ->> '$') % 281474976710656) AS digest
    FROM (SELECT id, version, (row_number() OVER (ORDER BY id) - 1) / ${sql.raw(String(rangeSize))} AS range
      FROM ${sql.raw(quoted(table.name))} WHERE ${visible(table, request)} AND ${behind}
      ORDER BY id LIMIT ${sql.raw(String(rangeSize * maxRanges))})
    GROUP BY range ORDER BY range`);
}

const toRange = ({ last, count, digest }: Row): DigestRange => {
  return { to: last ?? undefined, count: Number(count), digest: String(digest) };
};
