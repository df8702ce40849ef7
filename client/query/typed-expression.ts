/** What can be asked of a member, by its type. Null is a value like any other: `x.ne(5)` is true of a null. */
import type { Filter } from '../../src/protocol/filter.ts';

interface Expressed {
  readonly filter: Filter;
}

/** True or false: a boolean member, or what is made of conditions. */
export interface Condition extends Expressed {
  eq(other: boolean | null | Condition): Condition;
  ne(other: boolean | null | Condition): Condition;
  in(values: readonly (boolean | null)[]): Condition;
  and(...others: readonly Condition[]): Condition;
  or(...others: readonly Condition[]): Condition;
  not(): Condition;
}

interface Ordered<Value> extends Expressed {
  eq(other: Value | null): Condition;
  ne(other: Value | null): Condition;
  /** False when a side is null, as are the three below. */
  gt(other: Value): Condition;
  ge(other: Value): Condition;
  lt(other: Value): Condition;
  le(other: Value): Condition;
}

/**
 * Text, and what is text on the wire: dates, which compare with a Date, and big integers, which compare with a bigint.
 * Text compares by code points and case counts; `toLower` and `toUpper` fold ASCII letters only; lengths and places
 * count code points from 0. The parts of dates are in UTC.
 */
export interface TextExpression<Value extends string = string> extends Ordered<Value | Date | bigint | TextExpression> {
  in(values: readonly (Value | Date | bigint | null)[]): Condition;
  contains(part: string | TextExpression): Condition;
  startsWith(part: string | TextExpression): Condition;
  endsWith(part: string | TextExpression): Condition;
  /** Where the part first is; -1 for nowhere. */
  indexOf(part: string | TextExpression): NumberExpression;
  length(): NumberExpression;
  substring(start: number | NumberExpression, length?: number | NumberExpression): TextExpression;
  replace(find: string | TextExpression, by: string | TextExpression): TextExpression;
  concat(other: string | TextExpression): TextExpression;
  toLower(): TextExpression;
  toUpper(): TextExpression;
  /** Without the blanks at both ends. */
  trim(): TextExpression;
  year(): NumberExpression;
  /** 1 to 12. */
  month(): NumberExpression;
  day(): NumberExpression;
  hour(): NumberExpression;
  minute(): NumberExpression;
  second(): NumberExpression;
}

type NumberOperand = number | bigint | NumberExpression;

/** A number. Arithmetic with null is null, and so is a division by zero. */
export interface NumberExpression extends Ordered<NumberOperand> {
  in(values: readonly (number | bigint | null)[]): Condition;
  add(other: NumberOperand): NumberExpression;
  sub(other: NumberOperand): NumberExpression;
  mul(other: NumberOperand): NumberExpression;
  /** Of whole numbers, integer columns among them, the quotient is cut to a whole number. */
  div(other: NumberOperand): NumberExpression;
  mod(other: NumberOperand): NumberExpression;
  negate(): NumberExpression;
  /** Halves go away from zero. */
  round(): NumberExpression;
  floor(): NumberExpression;
  ceiling(): NumberExpression;
}

/** Any other JSON, which can only be asked whether it is null. */
export interface JsonExpression extends Expressed {
  eq(other: null): Condition;
  ne(other: null): Condition;
}

type ExpressionOf<Value> = [Value] extends [boolean]
  ? Condition
  : [Value] extends [string]
    ? TextExpression<Value>
    : [Value] extends [number]
      ? NumberExpression
      : JsonExpression;

/** The members of a record, for conditions. Of records without a type, every member has every operator. */
export type Members<Row> = {
  readonly [Member in keyof Row]-?: string extends Member
    ? Condition & TextExpression & NumberExpression
    : ExpressionOf<NonNullable<Row[Member]>>;
};
