/** What an app may give as a record. */
import type { ColumnKind, Json } from '../../src/protocol/column-kind.ts';
import { parseRecordId } from '../../src/protocol/record-id.ts';
import type { DeclaredColumns } from '../query/infer-columns.ts';
import type { JsonRecord } from '../queue/record-entry.ts';
import { SyncError } from '../sync-error.ts';
import { isOfKind, systemKinds } from './fitting.ts';

/**
 * The record as JSON: a copy, dates as ISO 8601 text in UTC, big integers as text, without members that are undefined.
 *
 * @throws SyncError `invalid-record`, which names the member, for what is no JSON, or no column or kind that was declared.
 */
export function parseRecord(input: unknown, columns: DeclaredColumns | undefined): JsonRecord {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) throw invalid('A record is an object.');
  const record: { [member: string]: Json } = {};
  for (const [name, given] of Object.entries(input)) {
    if (given === undefined) continue;
    const value = parseValue(name, given, new Set());
    if (columns !== undefined) checkColumn(name, value, { ...columns, ...systemKinds });
    record[name] = value;
  }
  return record;
}

/** The id of a record, or an id itself. @throws SyncError `invalid-record` for none, or one that no record can have. */
export function parseId(given: unknown): string {
  const id = typeof given === 'object' && given !== null && 'id' in given ? given.id : given;
  try {
    return parseRecordId(id);
  } catch (cause) {
    throw new SyncError('invalid-record', cause instanceof Error ? cause.message : undefined, { cause });
  }
}

function checkColumn(name: string, value: Json, kinds: { readonly [name: string]: ColumnKind | undefined }): void {
  const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
  if (kind === undefined) throw invalid(`The table has no column "${name}".`);
  if (!isOfKind(value, kind)) throw invalid(`"${name}" takes a ${kind}, not ${JSON.stringify(value)}.`);
}

function parseValue(name: string, value: unknown, inside: ReadonlySet<object>): Json {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      if (Number.isFinite(value)) return value;
      throw invalid(`"${name}" is ${value}, which JSON cannot hold.`);
    case 'bigint':
      return String(value);
    case 'object':
      return value === null ? null : parseObject(name, value, inside);
    default:
      throw invalid(`"${name}" is a ${typeof value}, which JSON cannot hold.`);
  }
}

function parseObject(name: string, value: object, inside: ReadonlySet<object>): Json {
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) throw invalid(`"${name}" is no date.`);
    return value.toISOString();
  }
  if (inside.has(value)) throw invalid(`"${name}" contains itself.`);
  const around = new Set([...inside, value]);
  if (Array.isArray(value)) return value.map((item) => (item === undefined ? null : parseValue(name, item, around)));
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.map(([member, inner]) => [member, parseValue(name, inner, around)]));
}

const invalid = (detail: string): SyncError => new SyncError('invalid-record', detail);
