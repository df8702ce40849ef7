/** A part of a filter, with a method for everything that can be made of it. */
import type { Call, Filter } from '../../src/protocol/filter.ts';
import { literalOf } from './literal.ts';
import type { Condition, NumberExpression, TextExpression } from './typed-expression.ts';

/** Apps see it as one of the three types, which let through only what fits. */
export class Expression implements Condition, TextExpression, NumberExpression {
  readonly filter: Filter;

  constructor(filter: Filter) {
    this.filter = filter;
  }

  and(...others: readonly unknown[]): Expression {
    return call('and', this, ...others);
  }
  or(...others: readonly unknown[]): Expression {
    return call('or', this, ...others);
  }
  not(): Expression {
    return call('not', this);
  }

  eq(other: unknown): Expression {
    return call('eq', this, other);
  }
  ne(other: unknown): Expression {
    return call('ne', this, other);
  }
  gt(other: unknown): Expression {
    return call('gt', this, other);
  }
  ge(other: unknown): Expression {
    return call('ge', this, other);
  }
  lt(other: unknown): Expression {
    return call('lt', this, other);
  }
  le(other: unknown): Expression {
    return call('le', this, other);
  }
  /** Nothing is in an empty list, which not every server can read. */
  in(values: readonly unknown[]): Expression {
    return values.length === 0 ? new Expression(literalOf(false)) : call('in', this, ...values);
  }

  add(other: unknown): Expression {
    return call('add', this, other);
  }
  sub(other: unknown): Expression {
    return call('sub', this, other);
  }
  mul(other: unknown): Expression {
    return call('mul', this, other);
  }
  div(other: unknown): Expression {
    return call('div', this, other);
  }
  mod(other: unknown): Expression {
    return call('mod', this, other);
  }
  negate(): Expression {
    return call('negate', this);
  }
  round(): Expression {
    return call('round', this);
  }
  floor(): Expression {
    return call('floor', this);
  }
  ceiling(): Expression {
    return call('ceiling', this);
  }

  contains(part: unknown): Expression {
    return call('contains', this, part);
  }
  startsWith(part: unknown): Expression {
    return call('startswith', this, part);
  }
  endsWith(part: unknown): Expression {
    return call('endswith', this, part);
  }
  indexOf(part: unknown): Expression {
    return call('indexof', this, part);
  }
  length(): Expression {
    return call('length', this);
  }
  substring(start: unknown, ...length: readonly unknown[]): Expression {
    return call('substring', this, start, ...length);
  }
  replace(find: unknown, by: unknown): Expression {
    return call('replace', this, find, by);
  }
  concat(other: unknown): Expression {
    return call('concat', this, other);
  }
  toLower(): Expression {
    return call('tolower', this);
  }
  toUpper(): Expression {
    return call('toupper', this);
  }
  trim(): Expression {
    return call('trim', this);
  }

  year(): Expression {
    return call('year', this);
  }
  month(): Expression {
    return call('month', this);
  }
  day(): Expression {
    return call('day', this);
  }
  hour(): Expression {
    return call('hour', this);
  }
  minute(): Expression {
    return call('minute', this);
  }
  second(): Expression {
    return call('second', this);
  }
}

/** The filter of an expression, or the literal of a value. @throws TypeError for what is neither. */
const filterOf = (operand: unknown): Filter => (operand instanceof Expression ? operand.filter : literalOf(operand));

function call(name: Call['name'], ...args: readonly unknown[]): Expression {
  return new Expression({ kind: 'call', name, args: args.map(filterOf) });
}
