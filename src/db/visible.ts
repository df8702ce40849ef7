/** Which records of a table a request may see and asks for, as SQL. */
import { type SQL, sql } from 'drizzle-orm';
import type { Principal } from '../core/principal.ts';
import { scopeOf } from '../core/scope.ts';
import type { CheckedFilter } from '../odata/checked-filter.ts';
import type { SyncTable } from '../table/sync-table.ts';
import { notExpired } from './expiry.ts';
import { quoted } from './identifier.ts';
import { whereOf } from './where.ts';

export type Visibility = {
  readonly principal: Principal | undefined;
  /** What code lets be seen of the table, whatever is asked for. */
  readonly view?: CheckedFilter | undefined;
  readonly filter: CheckedFilter | undefined;
  readonly includeDeleted: boolean;
};

/** The condition: each part in parentheses of its own, so that none reaches into another. */
export function visible(table: SyncTable, { principal, view, filter, includeDeleted }: Visibility): SQL {
  const owned = sql`owner = ${scopeOf(table, principal)}`;
  const lasting = sql.raw(notExpired(table, quoted(table.name)));
  const own = includeDeleted ? sql`${owned}${lasting}` : sql`${owned} AND deleted = 0${lasting}`;
  const shown = view === undefined ? own : sql`${own} AND (${whereOf(view, table)})`;
  return filter === undefined ? shown : sql`${shown} AND (${whereOf(filter, table)})`;
}
