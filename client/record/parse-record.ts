/** What an app may give as a record. */
import { isRecordId } from '../../src/protocol/record-id.ts';
import { type DeclaredColumns, knownColumns } from '../query/columns.ts';
import type { JsonRecord } from '../queue/record-entry.ts';
import { SyncError } from '../sync-error.ts';
import { misfitOf } from './fitting.ts';

/**
 * The record as JSON: a copy, dates as ISO 8601 text in UTC, big integers as text, without members that are undefined.
 *
 * @throws SyncError `invalid-record`, which names the member, for what is no JSON, or no column or kind that was
 * declared.
 */
export function parseRecord(input: unknown, columns: DeclaredColumns | undefined): JsonRecord {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) throw invalid('A record is an object.');
  const record = copyOf(input);
  const misfit = columns && misfitOf(record, knownColumns(columns));
  if (misfit !== undefined) throw invalid(misfit);
  return record;
}

function copyOf(input: object): JsonRecord {
  try {
    return JSON.parse(JSON.stringify(input, toJson));
  } catch (cause) {
    throw cause instanceof SyncError ? cause : invalid('The record contains itself.');
  }
}

/** What JSON would print as null, leave out or refuse is taken as it is meant, or refused in words. */
function toJson(this: unknown, name: string, value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  // A date that is none has become null by now.
  const given: unknown = value === null ? Reflect.get(Object(this), name) : value;
  const isNoNumber = typeof given === 'number' && !Number.isFinite(given);
  if (isNoNumber || given instanceof Date || typeof given === 'function' || typeof given === 'symbol') {
    throw invalid(`"${name}" has a value that JSON cannot hold.`);
  }
  return value;
}

/** The id of a record, or an id itself. @throws SyncError `invalid-record` for none, or one that no record can have. */
export function parseId(given: unknown): string {
  const id = typeof given === 'object' && given !== null && 'id' in given ? given.id : given;
  if (isRecordId(id)) return id;
  throw invalid('An id is text of 1 to 255 characters.');
}

const invalid = (detail: string): SyncError => new SyncError('invalid-record', detail);
