/** Records of a file as what a table takes. */
import { checkValues } from '../../src/core/check-values.ts';
import { isObject, type Members } from '../../src/core/json-object.ts';
import type { ImportedRecord } from '../../src/db/import.ts';
import { ProblemError } from '../../src/protocol/problem.ts';
import { parseRecordId } from '../../src/protocol/record-id.ts';
import { parseTimestamp } from '../../src/protocol/timestamp.ts';
import type { SyncTable } from '../../src/table/sync-table.ts';
import { parseCell } from './cell.ts';

type ImportOptions = {
  /** The members that are left out, as the file names them. */
  readonly skip: ReadonlySet<string>;
  /**
   * In a file that knows text alone, the text where there is no value; undefined where values are of types, as in JSON.
   */
  readonly nothing: string | undefined;
};

/**
 * Makes records of a table from those of a file. Members are found by name, in any case, system properties also under
 * the old `__createdAt`; the old stamps and versions are left out. What it makes of them throws a ProblemError that
 * says what does not fit.
 */
export function recordImporter(table: SyncTable, options: ImportOptions): (members: unknown) => ImportedRecord {
  const names = memberNames(table);
  return (found) => {
    const { id, createdAt, deleted, version: _, updatedAt: __, ...rest } = renamed(table, names, options, found);
    const { [table.owner ?? '']: owner, ...columns } = rest;
    return {
      owner: table.owner === undefined ? '' : ownerOf(table.owner, owner),
      id: idOf(table, id),
      createdAt: createdAtOf(createdAt),
      deleted: isDeleted(table, deleted),
      values: checkValues(table, 'whole', columns),
    };
  };
}

/** The table's own name of each member, by the names that files may have for it, in lower case. */
function memberNames(table: SyncTable): ReadonlyMap<string, string> {
  const system = ['createdAt', 'updatedAt', 'version', 'deleted'];
  const old = system.map((name) => [`__${name}`.toLowerCase(), name] as const);
  return new Map([...old, ...Array.from(table.allMembers.keys(), (name) => [name.toLowerCase(), name] as const)]);
}

function renamed(
  table: SyncTable,
  names: ReadonlyMap<string, string>,
  { skip, nothing }: ImportOptions,
  found: unknown,
): Members {
  if (!isObject(found)) throw new ProblemError('invalid_body', 'This is no record.');
  const members = Object.entries(found).flatMap(([key, value]): [string, unknown][] => {
    if (skip.has(key)) return [];
    const name = table.allMembers.has(key) ? key : (names.get(key.toLowerCase()) ?? key);
    const kind = table.allMembers.get(name);
    if (kind === undefined || nothing === undefined || typeof value !== 'string') return [[name, value]];
    return value === nothing ? [] : [[name, parseCell(kind, value)]];
  });
  return Object.fromEntries(members);
}

function ownerOf(name: string, owner: unknown): string {
  if (typeof owner === 'string' && owner !== '') return owner;
  throw new ProblemError('missing_field', `"${name}", the user whose record it is, is missing.`, { field: name });
}

function idOf({ idKind }: SyncTable, id: unknown): string | number {
  if (idKind === 'string') return parseRecordId(typeof id === 'number' ? String(id) : id);
  const number = Number(id);
  if (Number.isSafeInteger(number) && number > 0) return number;
  throw new ProblemError('invalid_id', 'The id is a whole number above 0.', { field: 'id' });
}

function createdAtOf(value: unknown): number {
  if (value === undefined || value === null) return 0;
  const ms = typeof value === 'string' ? parseTimestamp(value) : undefined;
  if (ms !== undefined) return ms;
  throw new ProblemError('invalid_field', '"createdAt" takes an ISO 8601 date as text.', { field: 'createdAt' });
}

function isDeleted({ softDelete }: SyncTable, value: unknown): boolean {
  if (value === undefined || value === null) return false;
  if (typeof value !== 'boolean') {
    throw new ProblemError('invalid_field', '"deleted" takes true or false.', { field: 'deleted' });
  }
  if (!value || softDelete) return value;
  throw new ProblemError('reserved_field', 'The record is deleted, and the table keeps no deleted records.');
}
