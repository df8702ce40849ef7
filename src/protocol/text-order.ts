/** The order of text as the database sees it. */

/**
 * Below, at or above 0 as `left` comes before, with or after `right` in order of code points (which UTF-8 bytes share).
 */
export function compareText(left: string, right: string): number {
  let at = 0;
  while (at < left.length && left[at] === right[at]) at += 1;
  return (left.codePointAt(at) ?? -1) - (right.codePointAt(at) ?? -1);
}
