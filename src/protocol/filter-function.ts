/** The functions that filters may call: what each takes and gives, and what it computes. */
import { ceiled, floored, maxOffset, offset, rounded } from './filter-number.ts';
import { number } from './filter-operator.ts';
import { codePoints, lowerAscii, trimBlanks, upperAscii } from './text-function.ts';
import type { ValueType } from './value-type.ts';
import type { Value } from './wire-value.ts';

export type Signature = {
  /** The types that each argument may have; a member of which nothing else is known has the first. */
  readonly takes: readonly (readonly ValueType[])[];
  readonly gives: ValueType;
  /**
   * The value for arguments of these types, of which none is null; NaN is none. Its `length` are those that must be
   * there.
   */
  compute(...args: readonly Value[]): Value;
};

const text = ['string'] as const;

function ofTexts(gives: ValueType, compute: (...texts: string[]) => Value): Signature {
  return { takes: Array(compute.length).fill(text), gives, compute };
}

const ofNumber = (compute: (x: number) => number): Signature => ({
  takes: [number],
  gives: 'number',
  compute,
});

/** The digits at this place of `yyyy-MM-ddTHH:mm:ss.SSS`, or of a day or a time, which are one end of it. */
function digits(place: number, type: 'day' | 'time'): Signature {
  const compute = (text: string): number => Number(text.split(/\D/).at(place));
  return { takes: [['date', type]], gives: 'integer', compute };
}

function substring(within: string, from: number, length: Value = maxOffset): string {
  const start = offset(from);
  return codePoints(within)
    .slice(start, start + offset(Number(length)))
    .join('');
}

/** Every function by its OData v4 name. `substringof` of OData v3 is `contains` with its arguments swapped. */
export const filterFunctions = {
  contains: ofTexts('boolean', (within, wanted) => within.includes(wanted)),
  startswith: ofTexts('boolean', (within, wanted) => within.startsWith(wanted)),
  endswith: ofTexts('boolean', (within, wanted) => within.endsWith(wanted)),
  indexof: ofTexts('integer', (within, wanted) => {
    const at = within.indexOf(wanted);
    return at < 0 ? at : codePoints(within.slice(0, at)).length;
  }),
  length: ofTexts('integer', (of) => codePoints(of).length),
  substring: { takes: [text, number, number], gives: 'string', compute: substring },
  replace: ofTexts('string', (within, find, by) => (find === '' ? within : within.replaceAll(find, () => by))),
  concat: ofTexts('string', (first, second) => first + second),
  tolower: ofTexts('string', lowerAscii),
  toupper: ofTexts('string', upperAscii),
  trim: ofTexts('string', trimBlanks),
  year: digits(0, 'day'),
  month: digits(1, 'day'),
  day: digits(2, 'day'),
  hour: digits(-4, 'time'),
  minute: digits(-3, 'time'),
  second: digits(-2, 'time'),
  round: ofNumber(rounded),
  floor: ofNumber(floored),
  ceiling: ofNumber(ceiled),
} as const satisfies Record<string, Signature>;

export type FilterFunction = keyof typeof filterFunctions;

export const isFilterFunction = (name: string): name is FilterFunction => Object.hasOwn(filterFunctions, name);
