/** What clients say of columns that they may not write as they like. */
import { ProblemError } from '../protocol/problem.ts';
import type { BodySchemas, StoredValues } from '../table/body-schema.ts';
import type { Restricted, SyncTable } from '../table/sync-table.ts';
import { checkValues, unknownMember } from './check-values.ts';
import type { Members } from './json-object.ts';
import type { Unchanged } from './operation.ts';

export type WriteVerb = 'insert' | 'update' | 'replace';

export type ClientValues = {
  /** What is to be written. */
  readonly values: StoredValues;
  /** What the record must have already. */
  readonly unchanged: Pick<Unchanged, 'columns'>;
};

/** What a body is, all of whose columns may be written. */
export const shapes: Readonly<Record<WriteVerb, keyof BodySchemas>> = {
  insert: 'whole',
  update: 'partial',
  replace: 'replacement',
};

/**
 * The values of a client's body. What clients cannot change may be repeated, since many send back all that they have:
 * an update as it is, an insert as the default, while a replacement leaves it alone whatever the body says.
 *
 * @throws ProblemError `unknown_field` for a hidden column, `reserved_field` for another value of a read-only one.
 */
export function readClientValues(table: SyncTable, verb: WriteVerb, members: Members): ClientValues {
  const { restricted } = table;
  if (restricted === undefined) return { values: checkValues(table, shapes[verb], members), unchanged: {} };
  const seen = withoutHidden(table, restricted, members);
  const { readOnly, writeOnce } = restricted;
  if (verb === 'insert') return { values: insertedValues(table, readOnly, seen), unchanged: {} };
  const [fixed, open] = cut(seen, [...readOnly, ...writeOnce]);
  const values = checkValues(table, shapes[verb], open);
  const isRepeated = verb === 'update' && Object.keys(fixed).length > 0;
  return { values, unchanged: isRepeated ? { columns: checkValues(table, 'partial', fixed) } : {} };
}

function withoutHidden(table: SyncTable, { hidden }: Restricted, members: Members): Members {
  const [found, seen] = cut(members, hidden);
  const [name] = Object.keys(found);
  if (name !== undefined && table.unknown === 'reject') throw unknownMember(table.name, name);
  return seen;
}

function insertedValues(table: SyncTable, readOnly: readonly string[], members: Members): StoredValues {
  const [given, open] = cut(members, readOnly);
  const values = checkValues(table, 'whole', open);
  for (const [field, value] of Object.entries(checkValues(table, 'partial', given))) {
    if (JSON.stringify(value) === JSON.stringify(values[field])) continue;
    throw new ProblemError('reserved_field', `"${field}" is read-only; leave it out.`, { field });
  }
  return values;
}

/** The members with those names, and the others. */
function cut(members: Members, names: readonly string[]): readonly [Members, Members] {
  const isNamed = ([member]: readonly [string, unknown]): boolean => names.includes(member);
  const entries = Object.entries(members);
  return [Object.fromEntries(entries.filter(isNamed)), Object.fromEntries(entries.filter((entry) => !isNamed(entry)))];
}
