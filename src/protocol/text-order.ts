/** Text as the database sees it: in code points, ordered by them, with ASCII letters only folded. */

/** Below, at or above 0 as `left` comes before, with or after `right` in order of code points (which UTF-8 bytes share). */
export function compareText(left: string, right: string): number {
  const end = Math.min(left.length, right.length);
  for (let at = 0; at < end; at += 1) {
    const order = rank(left.charCodeAt(at)) - rank(right.charCodeAt(at));
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

// Surrogates stand for code points above all others, but their own numbers are below U+E000 to U+FFFF.
const rank = (unit: number): number => (unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit);

export const codePoints = (text: string): readonly string[] => Array.from(text);

export function lowerAscii(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

export function upperAscii(text: string): string {
  return text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}

/** Without the blanks (U+0020) at both ends. */
export function trimBlanks(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && text[start] === ' ') start += 1;
  while (end > start && text[end - 1] === ' ') end -= 1;
  return text.slice(start, end);
}
