/** `$select`: the members that records are shown with. */
import type { FilterColumns } from './check-filter.ts';
import { listItems } from './column-list.ts';
import { queryError, shown } from './query-error.ts';

const option = '$select';

/** The members to show, each once, in the order asked for; undefined for all, which blank text and `*` mean. */
export function parseSelect(text: string, columns: FilterColumns): readonly string[] | undefined {
  const items = listItems(option, text);
  if (items.length === 0 || items.some((item) => item.text === '*')) return undefined;
  for (const { text: name, at } of items) {
    if (!columns.has(name)) throw queryError(option, `The table has no member "${shown(name)}".`, at);
  }
  return [...new Set(items.map((item) => item.text))];
}
