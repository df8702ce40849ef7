/** Operations as the JSON that the write path's SQL reads, cut into parameters that D1 takes. */
import type { Operation } from '../../core/operation.ts';
import type { SyncTable } from '../../table/sync-table.ts';
import { printedList, printedValues } from './columns.ts';
import { isKeptExactly } from './exact-number.ts';

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

/** An operation, as this try of the request asks for it. */
export type Tried = { readonly table: SyncTable; readonly operation: Operation; readonly attempt: Attempt };

/**
 * What each of the statements reads of an operation, as JSON text, and no more: each of them is sent a text of its own.
 */
export type Entry = {
  /** For `admit` where the list is for that, or else for `decide`. */
  readonly decided: string;
  /** For `insert` where the operation is one, or else for `change`. */
  readonly inserted: string | undefined;
  readonly changed: string | undefined;
  /** Its number: as text where its record is to be read in any case. */
  readonly explained: string;
  /** For what fails groups; undefined for an operation without one. */
  readonly grouped: string | undefined;
  /** For what removes records; undefined where there is nothing to remove. */
  readonly dropped: string | undefined;
};

/** Whether it is an insert with a key and an id that asks for nothing of what is there. */
export function isPlainInsert(operation: Operation): boolean {
  const { id, key, expects, deleted, preconditions, after, readVersion, unchanged = {} } = operation;
  const asks = [preconditions, unchanged].some((asked) => Object.keys(asked).length > 0);
  return (
    expects === 'absent' &&
    !deleted &&
    id !== undefined &&
    key !== undefined &&
    after === undefined &&
    readVersion === undefined &&
    !asks
  );
}

/** `nth` it is in its wave; `isAdmitted` tells which statement decides it. */
export function printEntry(tried: Tried, nth: number, isAdmitted: boolean): Entry {
  const { table, operation, attempt } = tried;
  const { client, n, hash, version } = attempt;
  const { id, group, expects } = operation;
  const isInsert = expects === 'absent' && !operation.deleted;
  const listed = isInsert ? printedList(table, operation.values) : [];
  // A record that is as this attempt has made it need not be read: it is what was sent.
  const isKnown = isInsert && table.idKind === 'string' && listed.every(isKeptExactly);
  return {
    decided: isAdmitted ? JSON.stringify([n, version, id, hash, group]) : printConditions(tried, nth),
    inserted: isInsert ? JSON.stringify([n, version, ...listed]) : undefined,
    changed: isInsert ? undefined : printChange(tried),
    explained: isKnown ? `${n}` : `"${n}"`,
    grouped: group === undefined ? undefined : JSON.stringify({ client, n, attempt: version, hash, group }),
    dropped: operation.deleted && !table.softDelete ? JSON.stringify({ id, attempt: version }) : undefined,
  };
}

function printChange({ table, operation, attempt: { n, version } }: Tried): string {
  const deleted = operation.deleted ? 1 : 0;
  return JSON.stringify({ n, attempt: version, deleted, values: printedValues(table, operation.values) });
}

function printConditions({ table, operation, attempt }: Tried, nth: number): string {
  const { n, hash, version } = attempt;
  const { id, group, kind, expects } = operation;
  return JSON.stringify({
    id,
    kind,
    expects,
    n,
    attempt: version,
    hash,
    group,
    // The database numbers it.
    ...(id === undefined && { nth }),
    // Only what has no key is known again by its content.
    ...(operation.key === undefined && {
      legacy: 1,
      deleted: operation.deleted ? 1 : 0,
      values: printedValues(table, operation.values),
    }),
    ...conditionsOf(table, operation),
  });
}

/** How many elements of the list that `inserted` is stand before the values. */
export const beforeValues = 2;

function conditionsOf(table: SyncTable, { preconditions, after, readVersion, unchanged = {} }: Operation): object {
  const { columns, ...system } = unchanged;
  const { ifMatch, ifNoneMatch, unmodifiedSinceSeconds, modifiedSinceSeconds } = preconditions;
  return {
    // `If-Match: *` asks for a record to be there, which every operation but an insert does.
    ifMatch: ifMatch === undefined || ifMatch === '*' ? undefined : versionList(ifMatch),
    ifNoneMatch: ifNoneMatch === undefined || ifNoneMatch === '*' ? ifNoneMatch : versionList(ifNoneMatch),
    unmodifiedSince: unmodifiedSinceSeconds,
    modifiedSince: modifiedSinceSeconds,
    after,
    readVersion,
    ...system,
    columns: columns && printedValues(table, columns),
  };
}

/** A JSON list of so many entries, from one of them on. */
type Slice = { readonly json: string; readonly from: number; readonly count: number };

/** JSON lists of the entries, in order, each small enough to be bound. */
export function sliceEntries(entries: readonly string[]): readonly Slice[] {
  const slices: Slice[] = [];
  let from = 0;
  let bytes = 0;
  const cut = (end: number): void => {
    if (end > from) slices.push({ json: `[${entries.slice(from, end).join(',')}]`, from, count: end - from });
    from = end;
    bytes = 0;
  };
  entries.forEach((entry, at) => {
    const more = byteLength(entry) + 1;
    if (bytes + more > maxParameterBytes) cut(at);
    bytes += more;
  });
  cut(entries.length);
  return slices;
}

const encoder = new TextEncoder();

/** Bytes of UTF-8; a short text is counted as if each unit took three, which is never too little. */
function byteLength(text: string): number {
  return text.length < 10_000 ? text.length * 3 : encoder.encode(text).length;
}
