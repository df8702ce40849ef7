/** Bodies of writes, as the two dialects take them: a record's columns, its id, and what is said of the rest. */
import type { Dialect } from '../protocol/dialect.ts';
import { ProblemError } from '../protocol/problem.ts';
import { parseTimestamp } from '../protocol/timestamp.ts';
import type { StoredValues } from '../table/body-schema.ts';
import type { SyncTable } from '../table/sync-table.ts';
import { checkValues } from './check-values.ts';
import { type ClientValues, readClientValues, shapes, type WriteVerb } from './client-values.ts';
import { isObject, type Members } from './json-object.ts';
import type { Unchanged } from './operation.ts';

export type WriteBody = {
  /** As it was sent; the caller compares it with the address or makes one. */
  readonly id: unknown;
  /** Dialect 2.0: the version that a body expects its record to have. */
  readonly expectedVersion: string | undefined;
  /** Dialect 3.0: whether the body says that the record is deleted. */
  readonly deleted: boolean | undefined;
  /**
   * What must be as it is: columns that clients cannot change, and in partial bodies of dialect 3.0 system properties.
   */
  readonly unchanged: Unchanged;
  readonly values: StoredValues;
};

/** The members that only the server sets, as they are spelt. Dialect 2.0 refuses them in any case. */
const serverMembers = ['createdAt', 'updatedAt', 'deleted'];
const serverMembersFolded = new Set(serverMembers.map((member) => member.toLowerCase()));

/** Who has made a body: code may write each column. */
type Author = 'client' | 'code';

/**
 * What a body says, checked against its table. An insert or a replacement says all: what it leaves out has its default.
 *
 * @throws ProblemError that names the member and the rule.
 */
export function parseBody(
  table: SyncTable,
  dialect: Dialect,
  verb: WriteVerb,
  json: unknown,
  author: Author = 'client',
): WriteBody {
  if (!isObject(json)) throw new ProblemError('invalid_body', 'Send one record as a JSON object.');
  const { id, version, createdAt, updatedAt, deleted, ...rest } = json;
  if (table.owner !== undefined) delete rest[table.owner];
  const columns = (): ClientValues =>
    author === 'client'
      ? readClientValues(table, verb, rest)
      : { values: checkValues(table, shapes[verb], rest), unchanged: {} };
  if (dialect === '2.0') {
    refuseServerMembers(json);
    const expectedVersion = verb === 'insert' ? undefined : optionalText('version', version);
    const { values, unchanged } = columns();
    return { id, expectedVersion, deleted: undefined, unchanged, values };
  }
  const system = verb === 'update' ? readUnchanged(version, createdAt, updatedAt) : {};
  const isDeleted = readDeleted(deleted, verb);
  const { values, unchanged } = columns();
  return { id, expectedVersion: undefined, deleted: isDeleted, unchanged: { ...system, ...unchanged }, values };
}

function refuseServerMembers(members: Members): void {
  const found = Object.keys(members).find((member) => serverMembersFolded.has(member.toLowerCase()));
  if (found !== undefined) {
    const detail = `Cannot update item with property '${found}' as it is reserved`;
    throw new ProblemError('reserved_field', detail, { field: found });
  }
}

function optionalText(field: string, value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  throw new ProblemError('invalid_field', `"${field}" takes text.`, { field });
}

function readUnchanged(version: unknown, createdAt: unknown, updatedAt: unknown): Unchanged {
  const expected = optionalText('version', version);
  const created = optionalTime('createdAt', createdAt);
  const updated = optionalTime('updatedAt', updatedAt);
  return {
    ...(expected === undefined ? {} : { version: expected }),
    ...(created === undefined ? {} : { createdAt: created }),
    ...(updated === undefined ? {} : { updatedAt: updated }),
  };
}

function optionalTime(field: string, value: unknown): number | undefined {
  const text = optionalText(field, value);
  if (text === undefined) return undefined;
  const ms = parseTimestamp(text);
  if (ms !== undefined) return ms;
  throw new ProblemError('invalid_field', `"${field}" takes an ISO 8601 date as text.`, { field });
}

function readDeleted(value: unknown, verb: WriteVerb): boolean | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'boolean') {
    throw new ProblemError('invalid_field', '"deleted" takes true or false.', { field: 'deleted' });
  }
  if (!value || verb !== 'insert') return value;
  throw new ProblemError('reserved_field', 'A record cannot be inserted as deleted.', { field: 'deleted' });
}
