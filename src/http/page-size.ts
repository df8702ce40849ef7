/** How many records a page has. */
import type { Asked } from './asked.ts';

/**
 * Dialect 2.0: what `$top` asks for, or the table's page size. Dialect 3.0: never more than the page size, which
 * `Prefer: odata.maxpagesize=n` (OData v4.01 Part 1 §8.2.8.6) changes, up to the table's maximum.
 */
export function pageSizeOf({ dialect, header, table }: Asked, top: number | undefined): number {
  if (dialect === '2.0') return top ?? table.pageSize['2.0'];
  const asked = /(?:odata\.)?maxpagesize=(\d{1,9})/i.exec(header('Prefer') ?? '')?.[1];
  const size = asked === undefined ? table.pageSize['3.0'] : Math.min(Math.max(Number(asked), 1), table.maxTop);
  return Math.min(top ?? size, size);
}
