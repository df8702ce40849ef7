/** A filter as OData text, of v4 or v3. */
import type { Dialect } from './dialect.ts';
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
type Part<Kind extends Filter['kind']> = Extract<Filter, { readonly kind: Kind }>;

/**
 * The text of a filter: OData v4 for dialect 3.0, v3 for 2.0. In 3.0 `parseFilter(printFilter(filter))` gives the filter
 * again; in 2.0 one that means the same, since v3 has no `in` and no days, and its oldest servers lose a minus.
 * `not` always gets parentheses, since OData v3 and v4 disagree on how far it reaches.
 */
export function printFilter(filter: Filter, dialect: Dialect = '3.0'): string {
  return print(dialect, filter).text;
}

function print(dialect: Dialect, filter: Filter): Printed {
  switch (filter.kind) {
    case 'member':
      return { text: filter.name, binding: primary };
    case 'and':
    case 'or':
      return chain(dialect, filter.kind, filter.terms);
    case 'not':
      return { text: `not (${printFilter(filter.operand, dialect)})`, binding: condition };
    case 'negate':
      return printNegated(dialect, filter.operand);
    case 'compare':
      return binary(dialect, filter.operator, condition, [filter.left, sum], [filter.right, sum]);
    case 'arithmetic': {
      const binding = filter.operator === 'add' || filter.operator === 'sub' ? sum : product;
      return binary(dialect, filter.operator, binding, [filter.left, binding], [filter.right, binding + 1]);
    }
    case 'in':
      return printIn(dialect, filter);
    case 'call':
      return { text: printCall(dialect, filter), binding: primary };
    default:
      return { text: dialect === '2.0' ? printLegacyLiteral(filter) : printLiteral(filter), binding: primary };
  }
}

function within(dialect: Dialect, filter: Filter, binding: number): string {
  const printed = print(dialect, filter);
  return printed.binding < binding ? `(${printed.text})` : printed.text;
}

function chain(dialect: Dialect, kind: 'and' | 'or', terms: readonly Filter[]): Printed {
  const binding = kind === 'and' ? and : or;
  return { text: terms.map((term) => within(dialect, term, binding + 1)).join(` ${kind} `), binding };
}

type Side = [filter: Filter, binding: number];

function binary(dialect: Dialect, operator: string, binding: number, left: Side, right: Side): Printed {
  return { text: `${within(dialect, ...left)} ${operator} ${within(dialect, ...right)}`, binding };
}

function printNegated(dialect: Dialect, operand: Filter): Printed {
  // The Node SDK parses a minus and then leaves it out of its SQL.
  if (dialect === '2.0') return binary(dialect, 'sub', sum, [{ kind: 'number', text: '0' }, sum], [operand, product]);
  const text = printFilter(operand);
  // `-5` would read as the literal, `--x` as nothing that other servers know.
  const bare = operand.kind === 'member' || operand.kind === 'call';
  return { text: bare ? `-${text}` : `-(${text})`, binding: primary };
}

function printIn(dialect: Dialect, { operand, values }: Part<'in'>): Printed {
  if (dialect === '3.0') {
    return { text: `${within(dialect, operand, sum)} in (${values.map(printLiteral).join(',')})`, binding: condition };
  }
  const terms = values.map((right): Filter => ({ kind: 'compare', operator: 'eq', left: operand, right }));
  const [first = { kind: 'boolean', value: false }, ...others] = terms;
  return others.length === 0 ? print(dialect, first) : chain(dialect, 'or', terms);
}

function printCall(dialect: Dialect, { name, args }: Part<'call'>): string {
  const printed = args.map((arg) => printFilter(arg, dialect));
  if (dialect === '2.0' && name === 'contains') return `substringof(${printed.reverse().join(',')})`;
  return `${name}(${printed.join(',')})`;
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

// A day is its midnight: the tables of the old SDKs have dates with times only.
function printLegacyLiteral(literal: Literal): string {
  switch (literal.kind) {
    case 'guid':
      return `guid'${literal.value}'`;
    case 'date':
      return `datetimeoffset'${printTimestamp(literal.ms)}'`;
    case 'day':
      return `datetimeoffset'${literal.text}T00:00:00.000Z'`;
    case 'time':
      return `time'${literal.text}'`;
    default:
      return printLiteral(literal);
  }
}
