/** Text as the database sees it: in code points, ordered by them, with ASCII letters only folded. */

/** Below, at or above 0 as `left` comes before, with or after `right` in order of code points (which UTF-8 bytes share). */
export function compareText(left: string, right: string): number {
  let at = 0;
  while (at < left.length && left[at] === right[at]) at += 1;
  return (left.codePointAt(at) ?? -1) - (right.codePointAt(at) ?? -1);
}

export const codePoints = (text: string): readonly string[] => Array.from(text);

export const lowerAscii = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

export const upperAscii = (text: string): string => text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());

/** Without the blanks (U+0020) at both ends. */
export const trimBlanks = (text: string): string => /^ *(.*[^ ])?/s.exec(text)?.[1] ?? '';
