/** What an app may give as a record. */
import type { ColumnKind, Json } from '../../src/protocol/column-kind.ts';
import { parseRecordId } from '../../src/protocol/record-id.ts';
import { type DeclaredColumns, systemKinds } from '../query/columns.ts';
import type { JsonRecord } from '../queue/record-entry.ts';
import { SyncError } from '../sync-error.ts';
import { isOfKind } from './fitting.ts';

/**
 * The record as JSON: a copy, dates as ISO 8601 text in UTC, big integers as text, without members that are undefined.
 *
 * @throws SyncError `invalid-record`, which names the member, for what is no JSON, or no column or kind that was declared.
 */
export function parseRecord(input: unknown, columns: DeclaredColumns | undefined): JsonRecord {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) throw invalid('A record is an object.');
  const record: JsonRecord = JSON.parse(printRecord(input));
  if (columns !== undefined) {
    const kinds = { ...columns, ...systemKinds };
    for (const [name, value] of Object.entries(record)) checkColumn(name, value, kinds);
  }
  return record;
}

function printRecord(input: object): string {
  try {
    return JSON.stringify(input, printMember);
  } catch (cause) {
    if (cause instanceof SyncError) throw cause;
    throw invalid('The record contains itself, which JSON cannot hold.');
  }
}

/** What JSON would print as null, leave out or refuse is taken as it is meant, or refused in words. */
function printMember(this: unknown, name: string, value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  const isNumber = typeof value !== 'number' || Number.isFinite(value);
  if (typeof value === 'function' || typeof value === 'symbol') {
    throw invalid(`"${name}" is a ${typeof value}, which JSON cannot hold.`);
  }
  if (!isNumber) throw invalid(`"${name}" is ${value}, which JSON cannot hold.`);
  // A date that is none has become null by now.
  const given = value === null && typeof this === 'object' && this !== null ? Reflect.get(this, name) : null;
  if (given instanceof Date) throw invalid(`"${name}" is no date.`);
  return value;
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

const invalid = (detail: string): SyncError => new SyncError('invalid-record', detail);
