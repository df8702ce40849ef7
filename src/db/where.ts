/** A checked filter as SQL that passes exactly the records that `passes` does. */
import type { SQL } from 'drizzle-orm';
import type { CheckedFilter, CheckedPart } from '../odata/checked-filter.ts';
import { ProblemError } from '../protocol/problem.ts';
import type { SyncTable } from '../table/sync-table.ts';
import { arithmeticSql } from './arithmetic-sql.ts';
import { joined } from './balance.ts';
import { compareSql, constantSql, inSql } from './comparison-sql.ts';
import { type Fragment, fixed, op } from './fragment.ts';
import { callSql } from './function-sql.ts';
import { columnName } from './identifier.ts';

// What the databases take, less what a query puts around the filter. A list that skips has the filter a second time, in
// a subquery of its OFFSET, and SQLite adds the height of a subquery to that of what it stands in: hence less than half
// of the 100 levels and the 100,000 bytes.
const maxDepth = 44;
const maxStack = 72;
const maxLength = 45_000;

/**
 * The condition that a record passes the filter; never an error, whatever the record holds. Values are bound, names
 * come from the table's declaration. A list is one parameter, a literal one; `compile` folds them when there are too
 * many.
 *
 * @throws ProblemError `invalid_query` for the rare filter within all other limits whose SQL would be over the
 * database's.
 */
export function whereOf(filter: CheckedFilter, table: SyncTable): SQL {
  const { sql, depth, stack, length } = condition(filter, table);
  if (depth <= maxDepth && stack <= maxStack && length <= maxLength) return sql;
  const detail = '$filter: Too much arithmetic and too many functions for the database; ask for less at once.';
  throw new ProblemError('invalid_query', detail, { field: '$filter' });
}

/** True exactly if the filter is; else false or NULL, which WHERE, AND, OR and IS NOT TRUE take alike. */
function condition(filter: CheckedFilter, table: SyncTable): Fragment {
  switch (filter.kind) {
    case 'and':
      return joined(
        'AND',
        filter.terms.map((term) => condition(term, table)),
      );
    case 'or':
      return joined(
        'OR',
        filter.terms.map((term) => condition(term, table)),
      );
    case 'not':
      return op(1)`(${condition(filter.operand, table)} IS NOT TRUE)`;
    case 'compare':
      return compareSql(filter, value(filter.left, table), value(filter.right, table));
    case 'in':
      return inSql(filter.values, value(filter.operand, table));
    case 'call':
      return callSql(filter, argumentsOf(filter, table));
    default:
      return value(filter, table);
  }
}

function value(filter: CheckedFilter, table: SyncTable): Fragment {
  switch (filter.kind) {
    case 'constant':
      return constantSql(filter.value);
    case 'member':
      return fixed(columnName(table, filter.name));
    case 'negate':
      return op(1)`(- ${value(filter.operand, table)})`;
    case 'arithmetic':
      return arithmeticSql(filter, value(filter.left, table), value(filter.right, table));
    case 'call':
      if (filter.type !== 'boolean') return callSql(filter, argumentsOf(filter, table));
      return op(1)`(${condition(filter, table)} IS TRUE)`;
    default:
      return op(1)`(${condition(filter, table)} IS TRUE)`;
  }
}

function argumentsOf({ args }: CheckedPart<'call'>, table: SyncTable): readonly Fragment[] {
  return args.map((arg) => value(arg, table));
}
