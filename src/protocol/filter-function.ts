/** The functions that filters may call, and what each takes and gives. */
import type { ValueType } from './value-type.ts';

export type Signature = {
  /** The types that each argument may have. */
  readonly takes: readonly (readonly ValueType[])[];
  /** How many arguments there are at least. */
  readonly least: number;
  readonly gives: ValueType;
};

const text = ['text'] as const;
const number = ['whole', 'real'] as const;

const signature = (gives: ValueType, ...takes: (readonly ValueType[])[]): Signature => {
  return { takes, least: takes.length, gives };
};

/** Every function by its OData v4 name. `substringof` of OData v3 is `contains` with its arguments swapped. */
export const filterFunctions = {
  contains: signature('boolean', text, text),
  startswith: signature('boolean', text, text),
  endswith: signature('boolean', text, text),
  indexof: signature('whole', text, text),
  length: signature('whole', text),
  substring: { takes: [text, number, number], least: 2, gives: 'text' },
  replace: signature('text', text, text, text),
  concat: signature('text', text, text),
  tolower: signature('text', text),
  toupper: signature('text', text),
  trim: signature('text', text),
  year: signature('whole', ['date', 'day']),
  month: signature('whole', ['date', 'day']),
  day: signature('whole', ['date', 'day']),
  hour: signature('whole', ['date', 'time']),
  minute: signature('whole', ['date', 'time']),
  second: signature('whole', ['date', 'time']),
  round: signature('real', number),
  floor: signature('real', number),
  ceiling: signature('real', number),
} as const satisfies Record<string, Signature>;

export type FilterFunction = keyof typeof filterFunctions;

export const isFilterFunction = (name: string): name is FilterFunction => Object.hasOwn(filterFunctions, name);
