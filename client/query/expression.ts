/** A part of a filter, with a method for everything that can be made of it. */
import type { Call, Filter } from '../../src/protocol/filter.ts';
import { literalOf } from './literal.ts';
import type { Condition, NumberExpression, TextExpression } from './typed-expression.ts';

/**
 * Has a method for each operator and function, by its name in any case: `startsWith` calls `startswith`. It does not
 * know their names: a filter that calls what there is not fails when it is run.
 */
export class Expression {
  readonly filter: Filter;

  constructor(filter: Filter) {
    this.filter = filter;
  }
}

Object.setPrototypeOf(
  Expression.prototype,
  new Proxy(Object.prototype, {
    get(target, method, self: Expression) {
      const name = String(method).toLowerCase();
      if (method in target || typeof method === 'symbol' || !mayBeCalled(name)) return Reflect.get(target, method);
      return (...others: readonly unknown[]) => new Expression(callOf(name, self.filter, others));
    },
  }),
);

/** What is awaited by mistake is no promise. */
const mayBeCalled = (name: string): name is Call['name'] => name !== 'then';

function callOf(name: Call['name'], first: Filter, others: readonly unknown[]): Filter {
  const rest = name === 'in' ? others.flat().map(literalOf) : others.map(filterOf);
  // Nothing is in an empty list, which not every server can read.
  return name === 'in' && rest.length === 0 ? literalOf(false) : { kind: 'call', name, args: [first, ...rest] };
}

/** The filter of an expression, or the literal of a value. @throws TypeError for what is neither. */
const filterOf = (operand: unknown): Filter => (operand instanceof Expression ? operand.filter : literalOf(operand));

/** What has the methods of every type; apps see one of the three, which let through only what fits. */
export type AnyExpression = Condition & TextExpression & NumberExpression;

export function expressionOf(filter: Filter): AnyExpression;
export function expressionOf(filter: Filter): object {
  return new Expression(filter);
}
