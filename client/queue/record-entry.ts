/** What the store holds of one record: the server's copy, and what the app sees while operations are pending. */
import type { Json } from '../../src/protocol/column-kind.ts';

/**
 * A record on the wire and in the app. Dates and big integers are text; nothing is guessed from what text looks like.
 */
export type JsonRecord = { readonly [member: string]: Json };

export type RecordEntry = {
  /** The last copy that the server gave, system properties included; none for a record that only this device has. */
  readonly server?: JsonRecord | undefined;
  /** What the app sees instead while operations are pending: null when it was removed here. */
  readonly local?: JsonRecord | null;
  /** Numbers of the pending operations, oldest first; present with `local`. */
  readonly pending?: readonly number[];
};

/** The record as the app sees it; undefined for none. */
export function visible(entry: RecordEntry | undefined): JsonRecord | undefined {
  return entry?.local === undefined ? present(entry?.server) : (entry.local ?? undefined);
}

/** The server's copy, unless it says that the record is deleted. */
export const present = (server: JsonRecord | undefined): JsonRecord | undefined =>
  server?.deleted === true ? undefined : server;
