/** From a tree to a checked tree: members are looked up, types fitted, literals made values. */

import { checkCall } from './check-call.ts';
import type { CheckedFilter, CheckedPart, FilterValue } from './checked-filter.ts';
import type { ColumnKind } from './column-kind.ts';
import { type Filter, isLiteral, type Literal, type Positions } from './filter.ts';
import { literalAs, literalValue } from './literal-value.ts';
import { ProblemError } from './problem.ts';
import { isNumber, typeNames, typeOfKind, type ValueType } from './value-type.ts';

/** The columns that a filter may name, with their kinds. */
export type FilterColumns = ReadonlyMap<string, ColumnKind>;

/** Refuses a part of a filter with a sentence. */
export type Refuse = (part: Filter, detail: string) => never;

type Part<Kind extends Filter['kind']> = Extract<Filter, { readonly kind: Kind }>;
type Checker = { readonly columns: FilterColumns; readonly refuse: Refuse };

/**
 * The filter as it can be evaluated over records with these columns. Literals become values of the type they are compared
 * with: a number next to text its text, quoted text next to a date that date. `positions` put positions into errors.
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
  switch (filter.kind) {
    case 'member':
      return checkMember(checker, filter);
    case 'and':
    case 'or':
      return { kind: filter.kind, type: 'boolean', terms: filter.terms.map((term) => checkCondition(checker, term)) };
    case 'not':
      return { kind: 'not', type: 'boolean', operand: checkCondition(checker, filter.operand) };
    case 'negate': {
      const operand = checkNumber(checker, filter.operand);
      return { kind: 'negate', type: operand.type === 'real' ? 'real' : 'whole', operand };
    }
    case 'compare':
      return checkCompare(checker, filter);
    case 'in':
      return checkIn(checker, filter);
    case 'arithmetic': {
      const left = checkNumber(checker, filter.left);
      const right = checkNumber(checker, filter.right);
      const type = left.type === 'real' || right.type === 'real' ? 'real' : 'whole';
      return { kind: 'arithmetic', type, operator: filter.operator, left, right };
    }
    case 'call':
      return checkCall(
        filter,
        filter.args.map((arg) => check(checker, arg)),
        checker.refuse,
      );
    default: {
      const value = literalValue(filter);
      return value === undefined ? checker.refuse(filter, 'The number is too large.') : { kind: 'constant', ...value };
    }
  }
}

function checkMember({ columns, refuse }: Checker, filter: Part<'member'>): CheckedFilter {
  const kind = columns.get(filter.name);
  if (kind === undefined) return refuse(filter, `The table has no member "${filter.name}".`);
  return { kind: 'member', type: typeOfKind[kind], name: filter.name };
}

function checkNumber(checker: Checker, filter: Filter): CheckedFilter {
  const checked = check(checker, filter);
  if (isNumber(checked.type) || checked.type === 'null') return checked;
  return checker.refuse(filter, `Expected a number, found ${typeNames[checked.type]}.`);
}

function checkCompare(checker: Checker, filter: Part<'compare'>): CheckedPart<'compare'> {
  const { left, right } = checkSides(checker, filter);
  const type = left.type === 'null' ? right.type : left.type;
  const equality = filter.operator === 'eq' || filter.operator === 'ne';
  if (!fits(left.type, right.type)) {
    checker.refuse(filter, `${typeNames[left.type]} cannot be compared with ${typeNames[right.type]}.`);
  }
  if (!equality && (type === 'boolean' || type === 'json')) {
    checker.refuse(filter, `"${filter.operator}" needs an order, and ${typeNames[type]} has none.`);
  }
  return { kind: 'compare', type: 'boolean', operator: filter.operator, left, right };
}

// A literal is read as the type of the other side, if it can be: `big eq 12345678901234567890` never is a double.
function checkSides(checker: Checker, filter: Part<'compare'>): { left: CheckedFilter; right: CheckedFilter } {
  const { left, right } = filter;
  if (isLiteral(left) && !isLiteral(right)) {
    const checked = check(checker, right);
    return { left: checkLiteral(checker, left, checked.type), right: checked };
  }
  const checked = check(checker, left);
  const beside = isLiteral(right) && !isLiteral(left);
  return { left: checked, right: beside ? checkLiteral(checker, right, checked.type) : check(checker, right) };
}

function checkLiteral(checker: Checker, literal: Literal, type: ValueType): CheckedFilter {
  const value = literalAs(type, literal);
  return value === undefined ? check(checker, literal) : { kind: 'constant', type, value };
}

function fits(left: ValueType, right: ValueType): boolean {
  if (left === 'null' || right === 'null') return true;
  return left === 'json' ? false : left === right || (isNumber(left) && isNumber(right));
}

function checkIn(checker: Checker, filter: Part<'in'>): CheckedPart<'in'> {
  const operand = check(checker, filter.operand);
  const values = filter.values.map((literal): FilterValue => {
    const value = literalAs(operand.type, literal);
    if (value !== undefined) return value;
    const own = literalValue(literal);
    if (own !== undefined && fits(operand.type, own.type)) return own.value;
    return checker.refuse(filter, `${typeNames[operand.type]} cannot be in a list with ${printed(own?.type)}.`);
  });
  return { kind: 'in', type: 'boolean', operand, values };
}

const printed = (type: ValueType | undefined): string => (type === undefined ? 'a number so large' : typeNames[type]);
