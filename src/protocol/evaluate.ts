/** Whether a record passes a filter: the reference of what filters mean, which SQL follows exactly. */
import type { CheckedFilter, CheckedPart, FilterValue } from './checked-filter.ts';
import { compareWhole } from './decimal.ts';
import { evaluateCall } from './evaluate-call.ts';
import type { Comparison } from './filter.ts';
import { computed } from './filter-number.ts';
import { compareText } from './text-order.ts';

/** A record as the store keeps it: dates in milliseconds since 1970; what is missing is null. */
export type StoredRecord = { readonly [member: string]: unknown };

/**
 * Whether the record passes the filter.
 *
 * A condition is true or false, never unknown. `eq` and `ne` take null as a value like any other: `x ne 5` is true of a
 * null, and two nulls are equal. `lt le gt ge`, and functions that give conditions, are false when an operand is null;
 * `not` is the opposite, so `not (x gt 5)` is true of a null. Any other function and arithmetic of null is null, and so is
 * a division by zero. Text compares by code points, dates as points in time.
 */
export function passes(filter: CheckedFilter, record: StoredRecord): boolean {
  return evaluate(filter, record) === true;
}

function evaluate(filter: CheckedFilter, record: StoredRecord): FilterValue {
  switch (filter.kind) {
    case 'constant':
      return filter.value;
    case 'member':
      return memberOf(record, filter.name);
    case 'and':
      return filter.terms.every((term) => passes(term, record));
    case 'or':
      return filter.terms.some((term) => passes(term, record));
    case 'not':
      return !passes(filter.operand, record);
    case 'compare':
      return compare(filter, evaluate(filter.left, record), evaluate(filter.right, record));
    case 'in':
      return filter.values.includes(evaluate(filter.operand, record));
    case 'negate': {
      const value = evaluate(filter.operand, record);
      return typeof value === 'number' ? -value : null;
    }
    case 'arithmetic': {
      const left = evaluate(filter.left, record);
      const right = evaluate(filter.right, record);
      if (typeof left !== 'number' || typeof right !== 'number') return null;
      return computed(filter.operator, left, right, filter.type === 'whole');
    }
    case 'call':
      return evaluateCall(
        filter,
        filter.args.map((arg) => evaluate(arg, record)),
      );
  }
}

function memberOf(record: StoredRecord, name: string): FilterValue {
  const value = Object.hasOwn(record, name) ? record[name] : null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  // All that a filter can ask of JSON is whether it is null.
  return value === null || value === undefined ? null : true;
}

function compare({ operator, left: side }: CheckedPart<'compare'>, left: FilterValue, right: FilterValue): boolean {
  if (operator === 'eq') return left === right;
  if (operator === 'ne') return left !== right;
  if (left === null || right === null) return false;
  return ordered(operator, orderOf(side.type === 'bigint', left, right));
}

function orderOf(areBig: boolean, left: FilterValue, right: FilterValue): number {
  if (typeof left === 'number' && typeof right === 'number') return left < right ? -1 : Number(left > right);
  const compareTexts = areBig ? compareWhole : compareText;
  return compareTexts(String(left), String(right));
}

function ordered(operator: Exclude<Comparison, 'eq' | 'ne'>, order: number): boolean {
  switch (operator) {
    case 'lt':
      return order < 0;
    case 'le':
      return order <= 0;
    case 'gt':
      return order > 0;
    case 'ge':
      return order >= 0;
  }
}
