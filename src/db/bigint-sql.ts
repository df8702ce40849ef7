/** The order of big integers, which are kept as decimal text without leading zeros. */
import type { Comparison } from '../protocol/filter.ts';
import { type Fragment, fixed, op } from './fragment.ts';

// Of two that are not negative the longer is greater, and of two of one length the one whose text is; of two negative
// ones the less. `-` comes before all digits, so a text is negative if it comes before '0'.

type Order = Exclude<Comparison, 'eq' | 'ne'>;

/** A side of the comparison: its SQL, and its text if it is a constant. */
export type BigSide = { readonly sql: Fragment; readonly constant: string | undefined };

/** The condition that two big integers are in an order, false or NULL if one of them is null. */
export function bigintOrder(operator: Order, left: BigSide, right: BigSide): Fragment {
  if (operator === 'gt' || operator === 'ge') return bigintOrder(operator === 'gt' ? 'lt' : 'le', right, left);
  if (right.constant !== undefined) return belowConstant(operator, left.sql, right.sql, right.constant);
  if (left.constant !== undefined) return aboveConstant(operator, left.sql, left.constant, right.sql);
  const positive = before(operator, left.sql, right.sql);
  const negative = before(operator, right.sql, left.sql);
  return op(
    3,
  )`(CASE WHEN ${left.sql} < '0' THEN (${right.sql} >= '0' OR ${negative}) ELSE (${right.sql} >= '0' AND ${positive}) END)`;
}

function belowConstant(operator: 'lt' | 'le', value: Fragment, constant: Fragment, text: string): Fragment {
  const length = lengthOf(text);
  return text.startsWith('-')
    ? op(2)`(${value} < '0' AND ${before(operator, constant, value, length)})`
    : op(2)`(${value} < '0' OR ${before(operator, value, constant, undefined, length)})`;
}

function aboveConstant(operator: 'lt' | 'le', constant: Fragment, text: string, value: Fragment): Fragment {
  const length = lengthOf(text);
  return text.startsWith('-')
    ? op(2)`(${value} >= '0' OR ${before(operator, value, constant, undefined, length)})`
    : op(2)`(${value} >= '0' AND ${before(operator, constant, value, length)})`;
}

const lengthOf = (text: string): Fragment => fixed(String(text.length));

/** That the text `left` is shorter than `right`, or as long and before it. */
function before(
  operator: 'lt' | 'le',
  left: Fragment,
  right: Fragment,
  leftLength = op(1)`length(${left})`,
  rightLength = op(1)`length(${right})`,
): Fragment {
  return operator === 'lt'
    ? op(2)`((${leftLength}, ${left}) < (${rightLength}, ${right}))`
    : op(2)`((${leftLength}, ${left}) <= (${rightLength}, ${right}))`;
}
