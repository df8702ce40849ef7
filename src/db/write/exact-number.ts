/**
 * Doubles in JSON so that SQL gets every bit of them. SQLite before 3.47, which libSQL is, reads one decimal text in
 * ten thousand one unit in the last place off (67964.1931826 as 67964.19318260001); whole numbers and divisions by
 * powers of two are exact everywhere.
 */

/** A double as JSON: a number, or [whole, a, b] for whole / 2^a / 2^b. */
type ExactNumber = number | readonly [whole: number, a: number, b: number];

/** `1 << 62` is the largest power of two that SQL's integers hold. */
const maxShift = 62;

/**
 * The exact form of a finite double. Whole numbers are what they are; fractions are cut up, save those so small (below
 * 2e-22 with all 53 bits in use) that two shifts do not reach them.
 */
export function toExactNumber(value: number): ExactNumber {
  if (Number.isInteger(value)) return value;
  let whole = value;
  let shift = 0;
  while (!Number.isInteger(whole) && shift <= 2 * maxShift) {
    whole *= 2;
    shift += 1;
  }
  if (shift > 2 * maxShift) return value;
  return [whole, Math.min(shift, maxShift), Math.max(shift - maxShift, 0)];
}

/** Whether every database keeps a value, printed so where it is a number, to its last bit. */
export const isKeptExactly = (value: unknown): boolean =>
  typeof value !== 'number' || (Number.isInteger(value) && Math.abs(value) < 2 ** 63);

/** The SQL of the double whose exact form is at a path of a JSON text. */
export function exactNumberSql(json: string, path: (index?: number) => string): string {
  const part = (index: number): string => `${json}->>${path(index)}`;
  const divided = `CAST(${part(0)} AS REAL) / (1 << (${part(1)})) / (1 << (${part(2)}))`;
  return `CASE json_type(${json}, ${path()}) WHEN 'array' THEN ${divided} ELSE CAST(${json}->>${path()} AS REAL) END`;
}
