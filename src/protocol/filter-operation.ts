/** Everything that filters can call, operators too: what it takes, gives and computes. */
import type { Call } from './filter.ts';
import { filterFunctions } from './filter-function.ts';
import { integerQuotient, quotient, remainder } from './filter-number.ts';
import { number, type Operation, type Operations, operators } from './filter-operator.ts';

const ofNumbers = (compute: (left: number, right: number) => number): Operation => ({ takes: [number], compute });

export const operations: Operations = {
  ...operators,
  ...filterFunctions,
  add: ofNumbers((left, right) => left + right),
  sub: ofNumbers((left, right) => left - right),
  mul: ofNumbers((left, right) => left * right),
  div: { ...ofNumbers(quotient), ofIntegers: integerQuotient },
  mod: ofNumbers(remainder),
  negate: ofNumbers((operand) => -operand),
} satisfies { readonly [name in Call['name']]: Operation };
