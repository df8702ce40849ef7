/** A query, run on the records of this device. */
import { createEvaluator } from '../../src/protocol/evaluator.ts';
import type { Operations } from '../../src/protocol/filter-operator.ts';
import { compareValues } from '../../src/protocol/value-order.ts';
import { memberOf, wireValue } from '../../src/protocol/wire-value.ts';
import type { JsonRecord } from '../queue/record-entry.ts';
import { type DeclaredColumns, knownColumns } from './columns.ts';
import type { Query } from './query.ts';

export type QueryResult = {
  readonly records: readonly JsonRecord[];
  /**
   * How many records the filter leaves, with those that are skipped or behind the last; present if it was asked for.
   */
  readonly totalCount?: number;
};

/**
 * The records that the query asks for, as the server would give them once it has them: the same filter, order and
 * members.
 *
 * @throws TypeError for a filter whose types do not fit, which the server refuses.
 */
export function runQuery(
  records: readonly JsonRecord[],
  query: Query,
  operations: Operations,
  declared: DeclaredColumns = {},
): QueryResult {
  const { filter = { kind: 'boolean', value: true }, orderBy, select, skip, top, includeTotalCount } = query;
  const { passes, types } = createEvaluator(operations, filter, knownColumns(declared));
  const keys = [...orderBy, { member: 'id', descending: false }];
  const found = records.filter(passes).map((record) => ({
    record,
    values: keys.map(({ member }) => wireValue(types.get(member) ?? 'null', memberOf(record, member))),
  }));
  found.sort((left, right) =>
    keys.reduce(
      (order, { descending }, at) => order || compareValues(left.values[at], right.values[at]) * (descending ? -1 : 1),
      0,
    ),
  );
  const page = found.slice(skip, top && skip + top).map(({ record }) => (select ? shown(record, select) : record));
  return includeTotalCount ? { records: page, totalCount: found.length } : { records: page };
}

const shown = (record: JsonRecord, select: readonly string[]): JsonRecord =>
  Object.fromEntries(select.map((name) => [name, memberOf(record, name)]));
