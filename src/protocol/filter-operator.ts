/** The operators that most filters are made of: comparisons, and what joins them. */
import { compareValues } from './value-order.ts';
import type { ValueType } from './value-type.ts';
import type { Value } from './wire-value.ts';

/** What a filter may call. */
export type Operation = {
  /** The types that arguments may have, the first's for those behind the last. Without it all are of one type. */
  readonly takes?: readonly (readonly ValueType[])[];
  /** Without it a number, which is an integer if all arguments are. */
  readonly gives?: ValueType;
  /** Whether arguments may be null; otherwise conditions of null are false, and all else is null. */
  readonly seesNull?: boolean;
  /** NaN is no value. */
  compute(...args: readonly Value[]): Value;
  /** What is computed instead where the result is an integer. */
  ofIntegers?(...args: readonly Value[]): Value;
};

/** Operations by the names of calls: all, or some. */
export type Operations = { readonly [name: string]: Operation };

type Compute = Operation['compute'];

export const number = ['number', 'integer'] as const;

const ofAlike = (compute: Compute): Operation => ({ gives: 'boolean', seesNull: true, compute });
const ofConditions = (compute: Compute): Operation => ({ ...ofAlike(compute), takes: [['boolean']] });

const ofOrder = (holds: (order: number) => boolean): Operation => ({
  gives: 'boolean',
  compute: (left, right) => holds(compareValues(left, right)),
});

export const operators = {
  and: ofConditions((...terms) => terms.every((term) => term === true)),
  or: ofConditions((...terms) => terms.includes(true)),
  not: ofConditions((operand) => operand !== true),
  eq: ofAlike((left, right) => left === right),
  ne: ofAlike((left, right) => left !== right),
  lt: ofOrder((order) => order < 0),
  le: ofOrder((order) => order <= 0),
  gt: ofOrder((order) => order > 0),
  ge: ofOrder((order) => order >= 0),
  in: ofAlike((operand, ...list) => list.includes(operand)),
} satisfies Operations;
