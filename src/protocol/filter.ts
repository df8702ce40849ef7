/** The syntax tree of a `$filter`: what the text says, before it is known whether the table has such columns. */
import type { FilterFunction } from './filter-function.ts';

export type Comparison = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le';
export type Arithmetic = 'add' | 'sub' | 'mul' | 'div' | 'mod';

/**
 * A literal. Numbers stay the text that was written (`12`, `-1.50`, `1e3`), so that integers over 2^53 are exact; a number
 * is whole if it has neither point nor exponent. A date is a point in time, a day `yyyy-MM-dd`, a time `HH:mm:ss.SSS`.
 */
export type Literal =
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'guid'; readonly value: string }
  | { readonly kind: 'date'; readonly ms: number }
  | { readonly kind: 'day'; readonly text: string }
  | { readonly kind: 'time'; readonly text: string };

/**
 * A filter or a part of one. `and` and `or` have two terms or more, none of the same kind as they are: chains are flat,
 * however they were parenthesised. `contains` also stands for `substringof`, which has its arguments the other way round.
 */
export type Filter =
  | Literal
  | { readonly kind: 'member'; readonly name: string }
  | { readonly kind: 'and' | 'or'; readonly terms: readonly Filter[] }
  | { readonly kind: 'not' | 'negate'; readonly operand: Filter }
  | { readonly kind: 'compare'; readonly operator: Comparison; readonly left: Filter; readonly right: Filter }
  | { readonly kind: 'in'; readonly operand: Filter; readonly values: readonly Literal[] }
  | { readonly kind: 'arithmetic'; readonly operator: Arithmetic; readonly left: Filter; readonly right: Filter }
  | { readonly kind: 'call'; readonly name: FilterFunction; readonly args: readonly Filter[] };

/** Where in the text of `$filter` a part was written; parts of filters that were not parsed have no position. */
export type Positions = ReadonlyMap<Filter, number>;

export const isLiteral = (filter: Filter): filter is Literal => literalKinds.has(filter.kind);

const literalKinds: ReadonlySet<string> = new Set<Literal['kind']>([
  'null',
  'boolean',
  'number',
  'text',
  'guid',
  'date',
  'day',
  'time',
]);
