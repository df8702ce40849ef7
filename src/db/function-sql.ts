/** The functions of filters in SQL that both databases have: no LIKE, no `ceiling`, no `trunc`. */

import type { CheckedFilter, CheckedPart } from '../odata/checked-filter.ts';
import type { FilterFunction } from '../protocol/filter-function.ts';
import { maxFloor, maxOffset, offset } from '../protocol/filter-number.ts';
import { bound, type Fragment, fixed, op } from './fragment.ts';

/** The SQL of a call whose arguments have this SQL; null if one of them is null, as all these functions are. */
export function callSql(call: CheckedPart<'call'>, args: readonly Fragment[]): Fragment {
  const [first = missing, second = missing, third = missing] = args;
  switch (call.name) {
    case 'contains':
      return op(2)`(instr(${first}, ${second}) > 0)`;
    case 'startswith':
      return op(2)`(instr(${first}, ${second}) = 1)`;
    case 'endswith':
      return op(4)`(substr(${first}, - length(${second}), length(${second})) = ${second})`;
    case 'indexof':
      return op(2)`(instr(${first}, ${second}) - 1)`;
    case 'substring':
      return substringSql(call.args, args);
    case 'concat':
      return op(1)`(${first} || ${second})`;
    case 'replace':
      return op(1)`replace(${first}, ${second}, ${third})`;
    // libSQL's own `floor` and `ceil` overflow where doubles go on.
    case 'floor':
      return op(1)`floor(${within(first)})`;
    case 'ceiling':
      return op(1)`ceil(${within(first)})`;
    default:
      return simpleSql(call.name, call.args[0], first);
  }
}

const missing = fixed('NULL');
const limit = fixed(`${maxFloor}.0`);
const within = (value: Fragment): Fragment => op(2)`min(max(${value}, - ${limit}), ${limit})`;

type Simple = Exclude<
  FilterFunction,
  'contains' | 'startswith' | 'endswith' | 'indexof' | 'substring' | 'concat' | 'replace' | 'floor' | 'ceiling'
>;

function simpleSql(name: Simple, arg: CheckedFilter | undefined, value: Fragment): Fragment {
  switch (name) {
    case 'length':
      return op(1)`length(${value})`;
    case 'tolower':
      return op(1)`lower(${value})`;
    case 'toupper':
      return op(1)`upper(${value})`;
    case 'trim':
      return op(1)`trim(${value})`;
    case 'round':
      return op(1)`round(${value})`;
    default:
      return op(1)`CAST(${arg?.type === 'date' ? datePart(name, value) : textPart(name, value)} AS INTEGER)`;
  }
}

type Part = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second';

const formats: Readonly<Record<Part, string>> = {
  year: '%Y',
  month: '%m',
  day: '%d',
  hour: '%H',
  minute: '%M',
  second: '%S',
};

function datePart(part: Part, ms: Fragment): Fragment {
  return op(2)`strftime(${fixed(`'${formats[part]}'`)}, ${ms} / 1000.0, 'unixepoch')`;
}

/** Where the parts of a day (`yyyy-MM-dd`) and of a time (`HH:mm:ss.SSS`) stand. */
const places: Readonly<Record<Part, string>> = {
  year: '1, 4',
  month: '6, 2',
  day: '9, 2',
  hour: '1, 2',
  minute: '4, 2',
  second: '7, 2',
};

const textPart = (part: Part, value: Fragment): Fragment => op(1)`substr(${value}, ${fixed(places[part])})`;

// `substr` counts from 1, from the end if negative, and libSQL's wraps at 32 bits.
function substringSql(args: readonly CheckedFilter[], [text = missing, start = missing, length]: readonly Fragment[]) {
  const from = op(1)`${offsetSql(args[1], start)} + 1`;
  return length === undefined
    ? op(1)`substr(${text}, ${from})`
    : op(1)`substr(${text}, ${from}, ${offsetSql(args[2], length)})`;
}

function offsetSql(arg: CheckedFilter | undefined, value: Fragment): Fragment {
  if (arg?.kind === 'constant' && typeof arg.value === 'number') return bound(offset(arg.value));
  return op(2)`min(max(${value}, 0), ${fixed(String(maxOffset))})`;
}
