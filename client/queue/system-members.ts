/** The members that the server sets: never sent, and never compared. */
import type { JsonRecord } from './record-entry.ts';

const systemMembers: ReadonlySet<string> = new Set(['id', 'createdAt', 'updatedAt', 'version', 'deleted']);

/** The record's own members. */
export function ownMembers(record: JsonRecord): JsonRecord {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !systemMembers.has(name)));
}

/** The version of a record that a server gave, if it gave one. */
export function versionOf(record: JsonRecord | undefined): string | undefined {
  return typeof record?.version === 'string' ? record.version : undefined;
}
