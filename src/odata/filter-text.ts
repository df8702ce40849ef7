/** Filters written in code. */

type Value = string | number | boolean | null;

/**
 * The text of a filter with values in it. Each becomes a literal: no text can end its quotes and go on as a condition.
 *
 * @example odata`userId eq ${principal.id} and archived eq ${false}`
 */
export function odata(strings: TemplateStringsArray, ...values: readonly Value[]): string {
  return String.raw({ raw: strings }, ...values.map(printValue));
}

const printValue = (value: Value): string =>
  typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);
