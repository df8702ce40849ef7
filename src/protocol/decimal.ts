/** Integers of any size as decimal text, in the one form that equal ones share: no plus, no leading zeros, no `-0`. */

const whole = /^-?\d+(?:\.0+)?$/;

/** The canonical text of a whole number (`007`, `7.0` and `7` are `7`), or undefined if the text is none. */
export function canonicalWhole(text: string): string | undefined {
  if (!whole.test(text)) return undefined;
  const sign = text.startsWith('-') ? '-' : '';
  const [digits = ''] = text.slice(sign.length).split('.');
  let zeros = 0;
  while (zeros < digits.length - 1 && digits[zeros] === '0') zeros += 1;
  const significant = digits.slice(zeros);
  return significant === '0' ? '0' : sign + significant;
}

/** Below, at or above 0 as the canonical text `left` is less than, equal to or more than `right`. */
export function compareWhole(left: string, right: string): number {
  const leftIsNegative = left.startsWith('-');
  if (leftIsNegative !== right.startsWith('-')) return leftIsNegative ? -1 : 1;
  const order = left.length - right.length || (left < right ? -1 : left === right ? 0 : 1);
  return leftIsNegative ? 0 - order : order;
}
