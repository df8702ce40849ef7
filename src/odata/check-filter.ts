/** From a tree to a checked tree: members are looked up, types fitted, literals made values. */

import type { ColumnKind } from '../protocol/column-kind.ts';
import {
  type Call,
  type Comparison,
  type Filter,
  isLiteral,
  type Literal,
  type Positions,
} from '../protocol/filter.ts';
import { ProblemError } from '../protocol/problem.ts';
import { isNumber, typeNames, type ValueType } from '../protocol/value-type.ts';
import { checkFunction, refuseCount } from './check-function.ts';
import type { CheckedFilter, CheckedPart, FilterValue } from './checked-filter.ts';
import { literalAs, literalValue } from './literal-value.ts';

/** The columns that a filter may name, with their kinds. */
export type FilterColumns = ReadonlyMap<string, ColumnKind>;

/** Refuses a part of a filter with a sentence. */
type Refuse = (part: Filter, detail: string) => never;

type Checker = { readonly columns: FilterColumns; readonly refuse: Refuse };

/**
 * The filter as it can be evaluated over records with these columns. Literals become values of the type they are
 * compared with: a number next to text its text, quoted text next to a date that date. `positions` put positions into
 * errors.
 *
 * @throws ProblemError `invalid_query` for an unknown member, types that do not fit, or a filter that is no condition.
 */
export function checkFilter(filter: Filter, columns: FilterColumns, positions?: Positions): CheckedFilter {
  const refuse: Refuse = (part, detail) => {
    const position = positions?.get(part);
    if (position === undefined) throw new ProblemError('invalid_query', `$filter: ${detail}`, { field: '$filter' });
    throw new ProblemError('invalid_query', `$filter (at ${position}): ${detail}`, { field: '$filter', position });
  };
  return checkCondition({ columns, refuse }, filter);
}

function checkCondition(checker: Checker, filter: Filter): CheckedFilter {
  const checked = check(checker, filter);
  if (checked.type === 'boolean' || checked.type === 'null') return checked;
  return checker.refuse(filter, `Expected a condition, found ${typeNames[checked.type]}.`);
}

function check(checker: Checker, filter: Filter): CheckedFilter {
  if (filter.kind === 'member') return checkMember(checker, filter.name, filter);
  if (filter.kind === 'call') return checkCall(checker, filter);
  const value = literalValue(filter);
  return value === undefined ? checker.refuse(filter, 'The number is too large.') : { kind: 'constant', ...value };
}

function checkMember({ columns, refuse }: Checker, name: string, filter: Filter): CheckedFilter {
  const kind = columns.get(name);
  if (kind === undefined) return refuse(filter, `The table has no member "${name}".`);
  return { kind: 'member', type: kind, name };
}

function checkCall(checker: Checker, call: Call): CheckedFilter {
  const { name, args } = call;
  switch (name) {
    case 'and':
    case 'or':
      return { kind: name, type: 'boolean', terms: args.map((term) => checkCondition(checker, term)) };
    case 'not':
      return { kind: 'not', type: 'boolean', operand: checkCondition(checker, operandOf(checker, call)) };
    case 'negate': {
      const operand = checkNumber(checker, operandOf(checker, call));
      return { kind: 'negate', type: operand.type === 'number' ? 'number' : 'integer', operand };
    }
    case 'in':
      return checkIn(checker, call);
    case 'eq':
    case 'ne':
    case 'gt':
    case 'ge':
    case 'lt':
    case 'le':
      return checkCompare(checker, call, name);
    case 'add':
    case 'sub':
    case 'mul':
    case 'div':
    case 'mod': {
      const [left, right] = checkNumbers(checker, sidesOf(checker, call));
      const type = left.type === 'number' || right.type === 'number' ? 'number' : 'integer';
      return { kind: 'arithmetic', type, operator: name, left, right };
    }
    default: {
      const checked = args.map((arg) => check(checker, arg));
      return checkFunction(call, name, checked, checker.refuse);
    }
  }
}

type Sides<Part> = readonly [left: Part, right: Part];

const operandOf = ({ refuse }: Checker, call: Call): Filter =>
  call.args.length === 1 && call.args[0] !== undefined ? call.args[0] : refuseCount(refuse, call);

function sidesOf({ refuse }: Checker, call: Call): Sides<Filter> {
  const [left, right, ...others] = call.args;
  if (left === undefined || right === undefined || others.length > 0) return refuseCount(refuse, call);
  return [left, right];
}

function checkNumbers(checker: Checker, [left, right]: Sides<Filter>): Sides<CheckedFilter> {
  return [checkNumber(checker, left), checkNumber(checker, right)];
}

function checkNumber(checker: Checker, filter: Filter): CheckedFilter {
  const checked = check(checker, filter);
  if (isNumber(checked.type) || checked.type === 'null') return checked;
  return checker.refuse(filter, `Expected a number, found ${typeNames[checked.type]}.`);
}

function checkCompare(checker: Checker, call: Call, operator: Comparison): CheckedPart<'compare'> {
  const [left, right] = checkSides(checker, sidesOf(checker, call));
  const type = left.type === 'null' ? right.type : left.type;
  const equality = operator === 'eq' || operator === 'ne';
  if (!fits(left.type, right.type)) {
    checker.refuse(call, `${typeNames[left.type]} cannot be compared with ${typeNames[right.type]}.`);
  }
  if (!equality && (type === 'boolean' || type === 'json')) {
    checker.refuse(call, `"${operator}" needs an order, and ${typeNames[type]} has none.`);
  }
  return { kind: 'compare', type: 'boolean', operator, left, right };
}

// A literal is read as the type of the other side, if it can be: `big eq 12345678901234567890` never is a double.
function checkSides(checker: Checker, [left, right]: Sides<Filter>): Sides<CheckedFilter> {
  if (isLiteral(left) && !isLiteral(right)) {
    const checked = check(checker, right);
    return [checkLiteral(checker, left, checked.type), checked];
  }
  const checked = check(checker, left);
  const beside = isLiteral(right) && !isLiteral(left);
  return [checked, beside ? checkLiteral(checker, right, checked.type) : check(checker, right)];
}

function checkLiteral(checker: Checker, literal: Literal, type: ValueType): CheckedFilter {
  const value = literalAs(type, literal);
  return value === undefined ? check(checker, literal) : { kind: 'constant', type, value };
}

function fits(left: ValueType, right: ValueType): boolean {
  if (left === 'null' || right === 'null') return true;
  return left === 'json' ? false : left === right || (isNumber(left) && isNumber(right));
}

function checkIn(checker: Checker, call: Call): CheckedPart<'in'> {
  const [sought, ...list] = call.args;
  const operand = sought === undefined ? refuseCount(checker.refuse, call) : check(checker, sought);
  const values = list.map((literal): FilterValue => {
    if (!isLiteral(literal)) return checker.refuse(call, 'A list has literals only.');
    const value = literalAs(operand.type, literal);
    if (value !== undefined) return value;
    const own = literalValue(literal);
    if (own !== undefined && fits(operand.type, own.type)) return own.value;
    return checker.refuse(call, `${typeNames[operand.type]} cannot be in a list with ${printed(own?.type)}.`);
  });
  return { kind: 'in', type: 'boolean', operand, values };
}

const printed = (type: ValueType | undefined): string => (type === undefined ? 'a number so large' : typeNames[type]);
