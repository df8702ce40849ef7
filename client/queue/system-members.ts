/** The members of records, and which of them the server sets: those are never sent, and never compared. */

import type { ColumnKind, Json } from '../../src/protocol/column-kind.ts';
import type { JsonRecord } from './record-entry.ts';

export const systemMembers: ReadonlyMap<string, ColumnKind> = new Map(
  Object.entries({
    id: 'string',
    createdAt: 'date',
    updatedAt: 'date',
    version: 'string',
    deleted: 'boolean',
  } as const),
);

/** The record with these of its members alone. */
export const membersWhere = (record: JsonRecord, isKept: (name: string, value: Json) => boolean): JsonRecord =>
  Object.fromEntries(Object.entries(record).filter(([name, value]) => isKept(name, value)));

/** The record's own members. */
export const ownMembers = (record: JsonRecord): JsonRecord => membersWhere(record, (name) => !systemMembers.has(name));

/** The version of a record that a server gave, if it gave one. */
export const versionOf = (record: JsonRecord | undefined): string | undefined =>
  typeof record?.version === 'string' ? record.version : undefined;
