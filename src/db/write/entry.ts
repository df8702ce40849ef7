/** Operations as the JSON that the write path's SQL reads, cut into parameters that D1 takes. */
import type { Operation } from '../../core/operation.ts';
import type { SyncTable } from '../../table/sync-table.ts';
import { printedValues } from './columns.ts';

/** A bound string of 2.2 MB is refused by D1; this leaves room. In bytes of UTF-8. */
const maxParameterBytes = 1_500_000;

/** What identifies one attempt at an operation. */
export type Attempt = {
  readonly client: string;
  readonly n: number;
  /** Of the operation's whole content; null when no key was sent, since nobody can repeat it. */
  readonly hash: string | null;
  /** The version that the record gets if this attempt is the one that is applied. */
  readonly version: string;
};

// Any version is 16 hex digits: a list of them can be searched as text. Other tags match no version.
const versionList = (versions: readonly string[]): string => `,${versions.filter(isVersion).join(',')},`;
const isVersion = (tag: string): boolean => /^[0-9a-f]{16}$/.test(tag);

/** The JSON text of one operation. */
export function printEntry(table: SyncTable, operation: Operation, attempt: Attempt): string {
  const { ifMatch, ifNoneMatch, unmodifiedSinceSeconds, modifiedSinceSeconds } = operation.preconditions;
  const { columns, ...system } = operation.unchanged ?? {};
  return JSON.stringify({
    id: operation.id,
    kind: operation.kind,
    expects: operation.expects,
    deleted: operation.deleted ? 1 : 0,
    values: printedValues(table, operation.values),
    client: attempt.client,
    n: attempt.n,
    hash: attempt.hash,
    attempt: attempt.version,
    legacy: operation.key === undefined ? 1 : 0,
    // `If-Match: *` asks for a record to be there, which every operation but an insert does.
    ifMatch: ifMatch === undefined || ifMatch === '*' ? null : versionList(ifMatch),
    ifNoneMatch: ifNoneMatch === undefined || ifNoneMatch === '*' ? ifNoneMatch : versionList(ifNoneMatch),
    unmodifiedSince: unmodifiedSinceSeconds,
    modifiedSince: modifiedSinceSeconds,
    after: operation.after,
    group: operation.group,
    readVersion: operation.readVersion,
    ...system,
    columns: columns && printedValues(table, columns),
  });
}

/** The part of an entry that tells whose fault a failed group is. */
export function printMember({ group }: Operation, { client, n, hash, version }: Attempt): string {
  return JSON.stringify({ group, client, n, hash, attempt: version });
}

/** JSON lists of the entries, in order, each small enough to be bound. */
export function sliceEntries(entries: readonly string[]): string[] {
  const slices: string[] = [];
  let slice: string[] = [];
  let bytes = 0;
  for (const entry of entries) {
    const more = byteLength(entry) + 1;
    if (slice.length > 0 && bytes + more > maxParameterBytes) {
      slices.push(`[${slice.join(',')}]`);
      slice = [];
      bytes = 0;
    }
    slice.push(entry);
    bytes += more;
  }
  return slice.length === 0 ? slices : [...slices, `[${slice.join(',')}]`];
}

const encoder = new TextEncoder();

/** Bytes of UTF-8; a short text is counted as if each unit took three, which is never too little. */
function byteLength(text: string): number {
  return text.length < 10_000 ? text.length * 3 : encoder.encode(text).length;
}
