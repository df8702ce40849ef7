/** One operation down the write path. */
import type { Operation } from '../core/operation.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Row } from '../db/db.ts';
import { write } from '../db/write/write.ts';
import type { SyncTable } from '../table/sync-table.ts';
import type { Caller } from './caller.ts';

type Writer = Pick<Caller, 'openDb' | 'environment' | 'principal'>;

/** What became of the operation. */
export async function writeNow(
  { openDb, environment, principal }: Writer,
  table: SyncTable,
  operation: Operation,
): Promise<Outcome<Row>> {
  const [outcome] = await write({ db: openDb(), environment, principal }, [{ table, entry: operation }]);
  if (outcome === undefined) throw new Error('The write path gave no outcome for an operation.');
  return outcome;
}
