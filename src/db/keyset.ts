/** "Behind this record" in an order, as SQL. */
import { type SQL, sql } from 'drizzle-orm';
import type { SortKey } from '../core/cursor.ts';

/** A sort key of a list: its SQL, its direction, and whether it can be null; nulls are the smallest. */
type SqlKey = { readonly column: SQL; readonly descending: boolean; readonly nullable: boolean };

/** The records whose keys come after `values`, in the order of the keys. */
export function behind(keys: readonly SqlKey[], values: readonly SortKey[]): SQL {
  const [key, ...others] = keys;
  const [value = null, ...rest] = values;
  if (key === undefined) return sql`0`;
  const after = strictlyBehind(key, value);
  if (others.length === 0) return after;
  const same = value === null ? sql`${key.column} IS NULL` : sql`${key.column} = ${value}`;
  return sql`(${after} OR (${same} AND ${behind(others, rest)}))`;
}

function strictlyBehind({ column, descending, nullable }: SqlKey, value: SortKey): SQL {
  if (value === null) return descending ? sql`0` : sql`${column} IS NOT NULL`;
  if (!descending) return sql`${column} > ${value}`;
  return nullable ? sql`(${column} < ${value} OR ${column} IS NULL)` : sql`${column} < ${value}`;
}

/** `ORDER BY` terms. */
export function orderBy(keys: readonly SqlKey[]): SQL {
  const terms = keys.map(({ column, descending }) => (descending ? sql`${column} DESC` : sql`${column}`));
  return sql.join(terms, sql`, `);
}
