/** What all runs of a simulation have in common. */
import type { ErrorHandler } from '../../client/index.ts';
import type { SyncTable } from '../table/sync-table.ts';
import type { Seams } from './seams.ts';

/** A record of a table, as a device or the service has it at the end of a run. */
export type SettledRecord = { readonly id: string; readonly [member: string]: unknown };

export type Setting = {
  readonly tables: readonly SyncTable[];
  /** The statements of the tables' migrations. */
  readonly schema: readonly string[];
  readonly conflictHandler?: ErrorHandler | undefined;
  /** What an app says is wrong with the records of a table at the end; undefined when all is well. */
  readonly check?: ((table: string, records: readonly SettledRecord[]) => string | undefined) | undefined;
  readonly seams?: Seams | undefined;
};
