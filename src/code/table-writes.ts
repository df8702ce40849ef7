/** Writes to a table by code. */
import { parseBody } from '../core/body.ts';
import type { Operation } from '../core/operation.ts';
import { type Requested, requestedChange, requestedDelete, requestedInsert } from '../core/requested.ts';
import { toRecord } from '../core/typed-record.ts';
import type { RecordOf, SyncTable } from '../table/sync-table.ts';
import type { Caller } from './caller.ts';
import type { Expected, TableAccess } from './table-access.ts';
import { writeNow } from './write-now.ts';

const requestedBy = (expected: Expected | undefined): Requested => ({
  preconditions: expected === undefined ? {} : { ifMatch: [expected.version] },
});
const changesOnly = { undelete: false, tombstones: false };

export function tableWrites(
  caller: Caller,
  table: SyncTable,
): Pick<TableAccess<SyncTable>, 'insert' | 'update' | 'remove'> {
  const made = async (operation: Operation): Promise<RecordOf<SyncTable>> => {
    const outcome = await writeNow(caller, table, operation);
    if (outcome.kind === 'refused') throw outcome.problem;
    if (outcome.record === undefined) throw new Error('A write without a key was answered as one that has gone.');
    return toRecord(table, outcome.record);
  };
  return {
    async insert(record) {
      const body = parseBody(table, '3.0', 'insert', record, 'code');
      return made(requestedInsert(table, body, caller.environment.uuid, undefined));
    },
    async update(id, values, expected) {
      const body = parseBody(table, '3.0', 'update', values, 'code');
      return made(requestedChange(table, 'update', String(id), body, requestedBy(expected), changesOnly));
    },
    async remove(id, expected) {
      await made(requestedDelete(table, String(id), requestedBy(expected)));
    },
  };
}
