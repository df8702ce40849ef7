/** The syntax tree of a `$filter`: what the text says, before it is known whether the table has such columns. */
import type { FilterFunction } from './filter-function.ts';

export type Comparison = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le';
export type Arithmetic = 'add' | 'sub' | 'mul' | 'div' | 'mod';
type Operator = Comparison | Arithmetic | 'and' | 'or' | 'not' | 'negate' | 'in';

/**
 * A literal. Numbers stay the text that was written (`12`, `-1.50`, `1e3`), so that integers over 2^53 are exact; a
 * number is whole if it has neither point nor exponent. A date is milliseconds since 1970, a day `yyyy-MM-dd`, a time
 * `HH:mm:ss.SSS`. A GUID is text.
 */
export type Literal =
  | { readonly kind: 'null'; readonly value: null }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'date'; readonly value: number }
  | { readonly kind: 'number' | 'text' | 'day' | 'time'; readonly value: string };

/**
 * A call of a function or of an operator, which is called like one: `a eq 1` is `eq` with two arguments. `and` and `or`
 * have as many as they join: parsed chains are flat, however they were parenthesised. `in` has what is looked for and
 * then the literals of its list. `contains` also stands for `substringof`, which has its arguments the other way round.
 */
export type Call = {
  readonly kind: 'call';
  readonly name: FilterFunction | Operator;
  readonly args: readonly Filter[];
};

/** A filter or a part of one. */
export type Filter = Literal | { readonly kind: 'member'; readonly name: string } | Call;

/** Where in the text of `$filter` a part was written; parts of filters that were not parsed have no position. */
export type Positions = ReadonlyMap<Filter, number>;

export const isLiteral = (filter: Filter): filter is Literal => 'value' in filter;
