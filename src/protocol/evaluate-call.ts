/** What the functions of filters give. */
import type { CheckedPart, FilterValue } from './checked-filter.ts';
import type { FilterFunction } from './filter-function.ts';
import { ceiled, floored, offset, rounded } from './filter-number.ts';
import { codePoints, lowerAscii, trimBlanks, upperAscii } from './text-order.ts';
import { printTimestamp } from './timestamp.ts';

/** The value of a call whose arguments have these values. If one is null, conditions are false and all else is null. */
export function evaluateCall(call: CheckedPart<'call'>, args: readonly FilterValue[]): FilterValue {
  if (args.includes(null)) return call.type === 'boolean' ? false : null;
  return functions[call.name]({ type: call.args[0]?.type ?? 'null', args });
}

/** Arguments have the types of the function's signature; `type` is the first one's. */
type Given = { readonly type: string; readonly args: readonly FilterValue[] };

const text = ({ args }: Given, at: number): string => String(args[at]);
const number = ({ args }: Given, at: number): number => Number(args[at]);

// The six parts of a date stand at fixed places of its text, and so do those of a day or a time.
const part = (start: number, length: number) => (given: Given) => {
  const iso = given.type === 'date' ? printTimestamp(number(given, 0)) : text(given, 0);
  return Number(iso.slice(start, start + length));
};
const timePart = (start: number) => (given: Given) => {
  return part(given.type === 'date' ? start + 'yyyy-MM-ddT'.length : start, 2)(given);
};

const functions: Readonly<Record<FilterFunction, (given: Given) => FilterValue>> = {
  contains: (given) => text(given, 0).includes(text(given, 1)),
  startswith: (given) => text(given, 0).startsWith(text(given, 1)),
  endswith: (given) => text(given, 0).endsWith(text(given, 1)),
  indexof: (given) => {
    const at = text(given, 0).indexOf(text(given, 1));
    return at === -1 ? -1 : codePoints(text(given, 0).slice(0, at)).length;
  },
  length: (given) => codePoints(text(given, 0)).length,
  substring: (given) => {
    const start = offset(number(given, 1));
    const end = given.args.length === 2 ? undefined : start + offset(number(given, 2));
    return codePoints(text(given, 0)).slice(start, end).join('');
  },
  replace: (given) =>
    text(given, 1) === '' ? text(given, 0) : text(given, 0).replaceAll(text(given, 1), () => text(given, 2)),
  concat: (given) => text(given, 0) + text(given, 1),
  tolower: (given) => lowerAscii(text(given, 0)),
  toupper: (given) => upperAscii(text(given, 0)),
  trim: (given) => trimBlanks(text(given, 0)),
  year: part(0, 4),
  month: part(5, 2),
  day: part(8, 2),
  hour: timePart(0),
  minute: timePart(3),
  second: timePart(6),
  round: (given) => rounded(number(given, 0)),
  floor: (given) => floored(number(given, 0)),
  ceiling: (given) => ceiled(number(given, 0)),
};
