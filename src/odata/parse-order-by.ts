/** `$orderby`: columns, each with an optional `asc` or `desc`. */
import type { FilterColumns } from './check-filter.ts';
import { listItems } from './column-list.ts';
import { queryError, shown } from './query-error.ts';

export type OrderBy = { readonly column: string; readonly descending: boolean };

const option = '$orderby';

// SQL says "behind this record" in as many levels, and libSQL's parser takes fewer than the 80 columns of a table.
const maxColumns = 10;

/** The order that the text asks for. A column that comes again is left out: it cannot order anything more. */
export function parseOrderBy(text: string, columns: FilterColumns): readonly OrderBy[] {
  const asked = new Map<string, OrderBy>();
  for (const { text: item, at } of listItems(option, text)) {
    const [column = '', direction = 'asc', ...rest] = item.split(/[ \t]+/);
    if (rest.length > 0 || !/^(?:asc|desc)$/i.test(direction)) {
      throw queryError(option, `"${shown(item)}" is not a column, or a column and asc or desc.`, at);
    }
    checkColumn(column, columns, at);
    if (asked.has(column)) continue;
    if (asked.size === maxColumns) throw queryError(option, `A list is ordered by at most ${maxColumns} columns.`, at);
    asked.set(column, { column, descending: direction.toLowerCase() === 'desc' });
  }
  return [...asked.values()];
}

function checkColumn(column: string, columns: FilterColumns, at: number): void {
  const kind = columns.get(column);
  if (kind === undefined) throw queryError(option, `The table has no member "${shown(column)}".`, at);
  if (kind === 'json') throw queryError(option, `"${column}" holds JSON, which has no order.`, at);
  // It is kept as text, whose order is another.
  if (kind === 'bigint') throw queryError(option, `"${column}" is a big integer; lists cannot be ordered by it.`, at);
}
