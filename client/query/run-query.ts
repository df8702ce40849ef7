/** A query, run on the records of this device. */
import { checkFilter } from '../../src/protocol/check-filter.ts';
import type { FilterValue } from '../../src/protocol/checked-filter.ts';
import type { ColumnKind, Json } from '../../src/protocol/column-kind.ts';
import { compareWhole } from '../../src/protocol/decimal.ts';
import { passes } from '../../src/protocol/evaluate.ts';
import type { Filter } from '../../src/protocol/filter.ts';
import { compareText } from '../../src/protocol/text-order.ts';
import type { JsonRecord } from '../queue/record-entry.ts';
import { type Columns, type DeclaredColumns, inferColumns, knownColumns } from './infer-columns.ts';
import type { OrderKey, Query } from './query.ts';
import { storedValue } from './stored-value.ts';

export type QueryResult = {
  readonly records: readonly JsonRecord[];
  /** How many records the filter leaves, with those that are skipped or behind the last; present if it was asked for. */
  readonly totalCount?: number;
};

/**
 * The records that the query asks for, as the server would give them once it has them: the same filter, order and members.
 *
 * @throws ProblemError `invalid_query` for a filter whose types do not fit, as the server does.
 */
export function runQuery(records: readonly JsonRecord[], query: Query, declared: DeclaredColumns = {}): QueryResult {
  const { filter, orderBy, select, skip, top, includeTotalCount } = query;
  const known = knownColumns(declared);
  const named = filter === undefined ? known : inferColumns(filter, known);
  const found = filter === undefined ? records : filtered(records, filter, named);
  const sorted = ordered(found, orderBy, (name) => known.get(name) ?? named.get(name));
  const page = sorted.slice(skip, top && skip + top);
  return {
    records: select === undefined ? page : page.map((record) => shown(record, select)),
    ...(includeTotalCount ? { totalCount: found.length } : {}),
  };
}

function filtered(records: readonly JsonRecord[], filter: Filter, columns: Columns): readonly JsonRecord[] {
  const checked = checkFilter(filter, columns);
  const members = [...columns];
  return records.filter((record) =>
    passes(checked, Object.fromEntries(members.map(([name, kind]) => [name, storedMember(record, name, kind)]))),
  );
}

// What the server has not seen yet is not deleted there.
const memberOf = (record: JsonRecord, name: string): Json =>
  (Object.hasOwn(record, name) ? record[name] : undefined) ?? (name === 'deleted' ? false : null);

const storedMember = (record: JsonRecord, name: string, kind: ColumnKind | undefined): FilterValue =>
  storedValue(kind, memberOf(record, name));

function ordered(
  records: readonly JsonRecord[],
  orderBy: readonly OrderKey[],
  kindOf: (member: string) => ColumnKind | undefined,
): readonly JsonRecord[] {
  const keys = [...orderBy, { member: 'id', descending: false }].map((key) => ({ ...key, kind: kindOf(key.member) }));
  const rows = records.map((record) => ({
    record,
    values: keys.map(({ member, kind }) => storedMember(record, member, kind)),
  }));
  rows.sort((left, right) => {
    for (const [at, { kind, descending }] of keys.entries()) {
      const order = compareValues(kind, left.values[at] ?? null, right.values[at] ?? null);
      if (order !== 0) return descending ? -order : order;
    }
    return 0;
  });
  return rows.map(({ record }) => record);
}

function compareValues(kind: ColumnKind | undefined, left: FilterValue, right: FilterValue): number {
  if (typeof left === 'string' && typeof right === 'string') {
    return kind === 'bigint' ? compareWhole(left, right) : compareText(left, right);
  }
  return rank(left) - rank(right) || Number(left) - Number(right);
}

// Values of different types in one member order as they do in SQLite.
const rank = (value: FilterValue): number => (value === null ? 0 : typeof value === 'string' ? 2 : 1);

const shown = (record: JsonRecord, select: readonly string[]): JsonRecord =>
  Object.fromEntries(select.map((name) => [name, memberOf(record, name)]));
