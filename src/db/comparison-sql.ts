/** Comparisons of a filter, and the values that they compare with. */
import type { CheckedFilter, CheckedPart, FilterValue } from '../odata/checked-filter.ts';
import type { Comparison } from '../protocol/filter.ts';
import { type BigSide, bigintOrder } from './bigint-sql.ts';
import { bound, type Fragment, fixed, op } from './fragment.ts';
import { jsonValue } from './json-value.ts';

/** A value, bound. */
export function constantSql(constant: FilterValue): Fragment {
  if (constant === null) return fixed('NULL');
  return typeof constant === 'boolean' ? fixed(constant ? '1' : '0') : bound(constant);
}

/** True exactly if the two sides compare so, null being a value to `eq` and `ne`. */
export function compareSql(
  { operator, left, right }: CheckedPart<'compare'>,
  leftSql: Fragment,
  rightSql: Fragment,
): Fragment {
  if (operator === 'ne') return op(1)`(${leftSql} IS NOT ${rightSql})`;
  if (operator === 'eq') {
    // With a constant that is not null, `=` is as good, and what indexes and their statistics are made for.
    return isKnown(left) || isKnown(right) ? op(1)`(${leftSql} = ${rightSql})` : op(1)`(${leftSql} IS ${rightSql})`;
  }
  if (left.type !== 'bigint' && right.type !== 'bigint') return orderSql(operator, leftSql, rightSql);
  return bigintOrder(operator, bigSide(left, leftSql), bigSide(right, rightSql));
}

function bigSide(filter: CheckedFilter, sql: Fragment): BigSide {
  return { sql, constant: filter.kind === 'constant' && filter.value !== null ? String(filter.value) : undefined };
}

const isKnown = (filter: CheckedFilter): boolean => filter.kind === 'constant' && filter.value !== null;

function orderSql(operator: Exclude<Comparison, 'eq' | 'ne'>, left: Fragment, right: Fragment): Fragment {
  switch (operator) {
    case 'lt':
      return op(1)`(${left} < ${right})`;
    case 'le':
      return op(1)`(${left} <= ${right})`;
    case 'gt':
      return op(1)`(${left} > ${right})`;
    case 'ge':
      return op(1)`(${left} >= ${right})`;
  }
}

/** Whether a value is in a list, which is one parameter. */
export function inSql(values: readonly FilterValue[], operand: Fragment): Fragment {
  const known = values.filter((each) => each !== null).map((each) => (typeof each === 'boolean' ? Number(each) : each));
  const list = bound(`[${known.map(jsonValue).join(',')}]`);
  const within = op(1)`(${operand} IN (SELECT value FROM json_each(${list})))`;
  return known.length === values.length ? within : op(1)`(${within} OR ${operand} IS NULL)`;
}
