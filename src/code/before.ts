/** What code may see before a write: whether it was made already, and the record as it stands. */
import type { Operation } from '../core/operation.ts';
import { isInView, type View } from '../core/view.ts';
import type { Row } from '../db/db.ts';
import { type Before, readBefore } from '../db/read.ts';
import type { SyncTable } from '../table/sync-table.ts';
import type { Caller } from './caller.ts';

export type Sight = {
  /** Whether the key of the operation was decided before; without a key, nothing is known. */
  isDecided(): Promise<boolean>;
  /** The record that the operation names; undefined if there is none in the view. */
  record(): Promise<Row | undefined>;
  /** What the write has to find again: the version that was seen, '' for none; undefined if nobody has looked. */
  readVersion(): string | undefined;
};

/** Looks at the database when it is first asked to, and only then. */
export function lookBefore(
  { openDb, principal }: Caller,
  table: SyncTable,
  view: View | undefined,
  operation: Operation,
): Sight {
  let looking: Promise<Before> | undefined;
  let readVersion: string | undefined;
  const look = (): Promise<Before> => {
    looking ??= readBefore(openDb(), table, principal, operation);
    return looking;
  };
  return {
    isDecided: async () => operation.key !== undefined && (await look()).decided,
    async record() {
      const { record } = await look();
      readVersion = record === undefined ? '' : String(record.version);
      return record !== undefined && isInView(table, view, record) ? record : undefined;
    },
    readVersion: () => readVersion,
  };
}
