/** The members of records, and which of them the server sets: those are never sent, and never compared. */

import type { Json } from '../../src/protocol/column-kind.ts';
import type { JsonRecord } from './record-entry.ts';

export const systemMembers: ReadonlySet<string> = new Set(['id', 'createdAt', 'updatedAt', 'version', 'deleted']);

/** The record with these of its members alone. */
export const membersWhere = (record: JsonRecord, isKept: (name: string, value: Json) => boolean): JsonRecord =>
  Object.fromEntries(Object.entries(record).filter(([name, value]) => isKept(name, value)));

/** A version that no record has: an operation on it is refused, and its app shown what there is. */
export const overtakenVersion = '0000000000000000';

/** The record's own members. */
export const ownMembers = (record: JsonRecord): JsonRecord => membersWhere(record, (name) => !systemMembers.has(name));

/** The version of a record that a server gave, if it gave one. */
export const versionOf = (record: JsonRecord | undefined): string | undefined =>
  typeof record?.version === 'string' ? record.version : undefined;
