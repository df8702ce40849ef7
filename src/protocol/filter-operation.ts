/** Everything that filters can call, operators too: what it takes, gives and computes. */
import type { Call } from './filter.ts';
import { filterFunctions, number } from './filter-function.ts';
import { quotient, remainder } from './filter-number.ts';
import { compareValues } from './value-order.ts';
import type { ValueType } from './value-type.ts';
import type { Value } from './wire-value.ts';

type Operation = {
  /** The types that arguments may have, the first's for those behind the last. Without it all are of one type. */
  readonly takes?: readonly (readonly ValueType[])[];
  /** Without it a number, which is an integer if all arguments are. */
  readonly gives?: ValueType;
  /** Whether arguments may be null; otherwise conditions of null are false, and all else is null. */
  readonly seesNull?: boolean;
  /** NaN is no value. */
  compute(...args: readonly Value[]): Value;
};

type Compute = Operation['compute'];

const ofAlike = (compute: Compute): Operation => ({ gives: 'boolean', seesNull: true, compute });
const ofConditions = (compute: Compute): Operation => ({ ...ofAlike(compute), takes: [['boolean']] });
const ofNumbers = (compute: (left: number, right: number) => number): Operation => ({ takes: [number], compute });

const ofOrder = (holds: (order: number) => boolean): Operation => ({
  gives: 'boolean',
  compute: (left, right) => holds(compareValues(left, right)),
});

export const operations: { readonly [name in Call['name']]: Operation } = {
  ...filterFunctions,
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
  add: ofNumbers((left, right) => left + right),
  sub: ofNumbers((left, right) => left - right),
  mul: ofNumbers((left, right) => left * right),
  // Of integers it is `integerQuotient`.
  div: ofNumbers(quotient),
  mod: ofNumbers(remainder),
  negate: ofNumbers((operand) => -operand),
};
