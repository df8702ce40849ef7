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
