/** A filter whose members exist and whose types fit: what can be evaluated, here or in SQL. */
import type { Arithmetic, Comparison } from '../protocol/filter.ts';
import type { FilterFunction } from '../protocol/filter-function.ts';
import type { ValueType } from '../protocol/value-type.ts';

/** A value as the store keeps it: dates are milliseconds since 1970, days, times and big integers their text. */
export type FilterValue = string | number | boolean | null;

/** The two sides of a comparison have one type, or are both numbers, or one of them is null. */
export type CheckedFilter =
  | { readonly kind: 'constant'; readonly type: ValueType; readonly value: FilterValue }
  | { readonly kind: 'member'; readonly type: ValueType; readonly name: string }
  | { readonly kind: 'and' | 'or'; readonly type: 'boolean'; readonly terms: readonly CheckedFilter[] }
  | { readonly kind: 'not'; readonly type: 'boolean'; readonly operand: CheckedFilter }
  | { readonly kind: 'negate'; readonly type: 'integer' | 'number'; readonly operand: CheckedFilter }
  | {
      readonly kind: 'compare';
      readonly type: 'boolean';
      readonly operator: Comparison;
      readonly left: CheckedFilter;
      readonly right: CheckedFilter;
    }
  | {
      readonly kind: 'in';
      readonly type: 'boolean';
      readonly operand: CheckedFilter;
      readonly values: readonly FilterValue[];
    }
  | {
      readonly kind: 'arithmetic';
      /** `integer` cuts the result of `div`. */
      readonly type: 'integer' | 'number';
      readonly operator: Arithmetic;
      readonly left: CheckedFilter;
      readonly right: CheckedFilter;
    }
  | {
      readonly kind: 'call';
      readonly type: ValueType;
      readonly name: FilterFunction;
      readonly args: readonly CheckedFilter[];
    };

export type CheckedPart<Kind extends CheckedFilter['kind']> = Extract<CheckedFilter, { readonly kind: Kind }>;
