/** A filter as OData v4 text. */
import type { Filter, Literal } from './filter.ts';
import { printTimestamp } from './timestamp.ts';

// How tightly a printed form binds; a part that binds less than its place asks for is put in parentheses.
const or = 1;
const and = 2;
const condition = 3;
const sum = 4;
const product = 5;
const primary = 6;

type Printed = { readonly text: string; readonly binding: number };

/**
 * The OData v4 text of a filter: `parseFilter(printFilter(filter))` gives the filter again. `not` always gets parentheses,
 * since OData v3 and v4 disagree on how far it reaches.
 */
export function printFilter(filter: Filter): string {
  return print(filter).text;
}

function print(filter: Filter): Printed {
  switch (filter.kind) {
    case 'member':
      return { text: filter.name, binding: primary };
    case 'and':
    case 'or':
      return chain(filter.kind, filter.terms);
    case 'not':
      return { text: `not (${printFilter(filter.operand)})`, binding: condition };
    case 'negate':
      return { text: `-${negated(filter.operand)}`, binding: primary };
    case 'compare':
      return binary(filter.operator, condition, [filter.left, sum], [filter.right, sum]);
    case 'arithmetic': {
      const binding = filter.operator === 'add' || filter.operator === 'sub' ? sum : product;
      return binary(filter.operator, binding, [filter.left, binding], [filter.right, binding + 1]);
    }
    case 'in':
      return {
        text: `${within(filter.operand, sum)} in (${filter.values.map(printLiteral).join(',')})`,
        binding: condition,
      };
    case 'call':
      return { text: `${filter.name}(${filter.args.map(printFilter).join(',')})`, binding: primary };
    default:
      return { text: printLiteral(filter), binding: primary };
  }
}

function within(filter: Filter, binding: number): string {
  const printed = print(filter);
  return printed.binding < binding ? `(${printed.text})` : printed.text;
}

function chain(kind: 'and' | 'or', terms: readonly Filter[]): Printed {
  const binding = kind === 'and' ? and : or;
  return { text: terms.map((term) => within(term, binding + 1)).join(` ${kind} `), binding };
}

function binary(operator: string, binding: number, left: [Filter, number], right: [Filter, number]): Printed {
  return { text: `${within(...left)} ${operator} ${within(...right)}`, binding };
}

// `-5` would read as the literal, `--x` as nothing that other servers know.
function negated(operand: Filter): string {
  return operand.kind === 'member' || operand.kind === 'call' ? printFilter(operand) : `(${printFilter(operand)})`;
}

function printLiteral(literal: Literal): string {
  switch (literal.kind) {
    case 'null':
      return 'null';
    case 'boolean':
      return String(literal.value);
    case 'text':
      return `'${literal.value.replaceAll("'", "''")}'`;
    case 'guid':
      return literal.value;
    case 'date':
      return printTimestamp(literal.ms);
    case 'number':
    case 'day':
    case 'time':
      return literal.text;
  }
}
