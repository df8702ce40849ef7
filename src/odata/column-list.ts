/** The texts between the commas of `$orderby` and `$select`. */
import { queryError } from './query-error.ts';

type ListItem = { readonly text: string; readonly at: number };

/** The trimmed items of a list and where each starts; none for blank text. @throws ProblemError for an empty item. */
export function listItems(option: string, text: string): readonly ListItem[] {
  if (text.trim() === '') return [];
  let at = 0;
  return text.split(',').map((item) => {
    const start = at + (item.length - item.trimStart().length);
    at += item.length + 1;
    if (item.trim() === '') throw queryError(option, 'A column is missing here.', start);
    return { text: item.trim(), at: start };
  });
}
