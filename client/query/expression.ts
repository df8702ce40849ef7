/** A part of a filter, with a method for everything that can be made of it. */
import type { Arithmetic, Comparison, Filter } from '../../src/protocol/filter.ts';
import type { FilterFunction } from '../../src/protocol/filter-function.ts';
import { joinFilters } from './join-filters.ts';
import { literalOf } from './literal.ts';
import type { Condition, NumberExpression, TextExpression } from './typed-expression.ts';

/** Apps see it as one of the three types, which let through only what fits. */
export class Expression implements Condition, TextExpression, NumberExpression {
  readonly filter: Filter;

  constructor(filter: Filter) {
    this.filter = filter;
  }

  and(...others: readonly unknown[]): Expression {
    return new Expression(joinFilters('and', [this.filter, ...others.map(filterOf)]));
  }
  or(...others: readonly unknown[]): Expression {
    return new Expression(joinFilters('or', [this.filter, ...others.map(filterOf)]));
  }
  not(): Expression {
    return new Expression({ kind: 'not', operand: this.filter });
  }

  eq(other: unknown): Expression {
    return compare(this, 'eq', other);
  }
  ne(other: unknown): Expression {
    return compare(this, 'ne', other);
  }
  gt(other: unknown): Expression {
    return compare(this, 'gt', other);
  }
  ge(other: unknown): Expression {
    return compare(this, 'ge', other);
  }
  lt(other: unknown): Expression {
    return compare(this, 'lt', other);
  }
  le(other: unknown): Expression {
    return compare(this, 'le', other);
  }
  /** Nothing is in an empty list, which not every server can read. */
  in(values: readonly unknown[]): Expression {
    if (values.length === 0) return new Expression(literalOf(false));
    return new Expression({ kind: 'in', operand: this.filter, values: values.map(literalOf) });
  }

  add(other: unknown): Expression {
    return calculate(this, 'add', other);
  }
  sub(other: unknown): Expression {
    return calculate(this, 'sub', other);
  }
  mul(other: unknown): Expression {
    return calculate(this, 'mul', other);
  }
  div(other: unknown): Expression {
    return calculate(this, 'div', other);
  }
  mod(other: unknown): Expression {
    return calculate(this, 'mod', other);
  }
  negate(): Expression {
    return new Expression({ kind: 'negate', operand: this.filter });
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

function compare(left: Expression, operator: Comparison, right: unknown): Expression {
  return new Expression({ kind: 'compare', operator, left: left.filter, right: filterOf(right) });
}

function calculate(left: Expression, operator: Arithmetic, right: unknown): Expression {
  return new Expression({ kind: 'arithmetic', operator, left: left.filter, right: filterOf(right) });
}

function call(name: FilterFunction, ...args: readonly unknown[]): Expression {
  return new Expression({ kind: 'call', name, args: args.map(filterOf) });
}
