/**
 * The arithmetic of filters in SQL: always on doubles, since 64-bit integers would overflow where JavaScript does not.
 */
import type { CheckedFilter, CheckedPart } from '../odata/checked-filter.ts';
import { type Fragment, op } from './fragment.ts';

/** The SQL of an operation on two operands that have this SQL; null if one of them is, or the divisor is 0. */
export function arithmeticSql(filter: CheckedPart<'arithmetic'>, left: Fragment, right: Fragment): Fragment {
  const x = asReal(filter.left, left);
  const y = asReal(filter.right, right);
  switch (filter.operator) {
    case 'add':
      return op(1)`(${x} + ${y})`;
    case 'sub':
      return op(1)`(${x} - ${y})`;
    case 'mul':
      return op(1)`(${x} * ${y})`;
    case 'div':
      return filter.type === 'integer' ? op(3)`CAST(CAST(${x} / ${y} AS INTEGER) AS REAL)` : op(1)`(${x} / ${y})`;
    case 'mod':
      // `%` cuts its operands to integers, and libSQL has no `mod`. The operands are named so that they are written
      // once: otherwise nested ones would double at each level.
      return op(5)`(SELECT x - y * CAST(x / y AS INTEGER) FROM (SELECT ${x} AS x, ${y} AS y))`;
  }
}

// Bound numbers are doubles on both databases, and so are columns of kind number and what arithmetic gives.
function asReal(filter: CheckedFilter, value: Fragment): Fragment {
  const isReal =
    filter.kind === 'constant' ||
    filter.kind === 'arithmetic' ||
    (filter.kind === 'member' && filter.type === 'number');
  return isReal ? value : op(1)`CAST(${value} AS REAL)`;
}
