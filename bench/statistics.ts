/** What many measurements come to. */

/** The value below which the share of the values lies, by the nearest rank. */
export function quantile(values: readonly number[], share: number): number {
  return nth(sortedOf(values), Math.max(Math.ceil(share * values.length), 1) - 1);
}

/** The middle value; of an even number of values, the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = sortedOf(values);
  const middle = (values.length - 1) / 2;
  return (nth(sorted, Math.floor(middle)) + nth(sorted, Math.ceil(middle))) / 2;
}

const sortedOf = (values: readonly number[]): number[] => values.toSorted((a, b) => a - b);

function nth(sorted: readonly number[], index: number): number {
  const value = sorted[index];
  if (value === undefined) throw new Error('There are no values to sum up.');
  return value;
}
