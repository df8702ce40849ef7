/** The query options of a list, from the parameters of its address. */

import type { Dialect } from '../protocol/dialect.ts';
import type { QueryParam } from '../protocol/query-string.ts';
import { checkFilter, type FilterColumns } from './check-filter.ts';
import type { CheckedFilter } from './checked-filter.ts';
import { includesDeleted } from './include-deleted.ts';
import { parseFilter } from './parse-filter.ts';
import { type OrderBy, parseOrderBy } from './parse-order-by.ts';
import { parseSelect } from './parse-select.ts';
import { queryError } from './query-error.ts';
import { knownOptions, type Options } from './query-options.ts';

/** What a list asks for. Everything in it exists in the table and is within its limits. */
export type ListQuery = {
  readonly filter: CheckedFilter | undefined;
  /** No column twice; empty if no order was asked for. */
  readonly orderBy: readonly OrderBy[];
  /** The members to show, each once; undefined for all. */
  readonly select: readonly string[] | undefined;
  readonly top: number | undefined;
  readonly skip: number | undefined;
  readonly count: boolean;
  readonly includeDeleted: boolean;
  /** The opaque token of a link that the server made. */
  readonly skipToken: string | undefined;
};

type Queried = { readonly members: FilterColumns; readonly maxTop: number };

/** The most records that dialect 3.0 skips by number. In 2.0 there is no limit: old pulls page by `$skip`. */
const maxSkip = 10_000;

/**
 * The query of a list. Names of options count in any case; unknown ones and those without `$` are ignored, and so are
 * options with empty text, save numbers.
 *
 * @throws ProblemError `invalid_query` whose field is the option: given twice, not understood, over a limit, or naming
 * what the table does not have.
 */
export function parseListQuery(params: readonly QueryParam[], dialect: Dialect, table: Queried): ListQuery {
  const options = knownOptions(params, dialect);
  const { $filter = '', $orderby = '', $select = '' } = options;
  return {
    filter: $filter.trim() === '' ? undefined : readFilter($filter, table.members),
    orderBy: parseOrderBy($orderby, table.members),
    select: parseSelect($select, table.members),
    top: parseNumber('$top', options.$top, table.maxTop),
    skip: parseNumber('$skip', options.$skip, dialect === '3.0' ? maxSkip : Number.MAX_SAFE_INTEGER),
    count: parseCount(options),
    includeDeleted: includesDeleted(params),
    skipToken: options.$skiptoken,
  };
}

function readFilter(text: string, members: FilterColumns): CheckedFilter {
  const { filter, positions } = parseFilter(text);
  return checkFilter(filter, members, positions);
}

function parseNumber(option: string, text: string | undefined, most: number): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d+$/.test(text) && Number(text) <= most) return Number(text);
  throw queryError(option, `It takes a whole number from 0 to ${most}.`);
}

/** The two spellings; each is known in its own dialect only. */
function parseCount({ $count = 'false', $inlinecount = 'none' }: Options): boolean {
  if (!/^(?:true|false)$/i.test($count)) throw queryError('$count', 'It takes true or false.');
  if (!/^(?:allpages|none)$/i.test($inlinecount)) throw queryError('$inlinecount', 'It takes allpages or none.');
  return $count.toLowerCase() === 'true' || $inlinecount.toLowerCase() === 'allpages';
}
