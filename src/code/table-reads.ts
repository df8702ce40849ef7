/** Reads of a table by code. */
import { parseId } from '../core/id.ts';
import { planPage } from '../core/page-plan.ts';
import { toRecord } from '../core/typed-record.ts';
import { readPage } from '../db/list.ts';
import { readRecord } from '../db/read.ts';
import { parseListQuery } from '../odata/parse-query.ts';
import { parseQueryString } from '../protocol/query-string.ts';
import type { SyncTable } from '../table/sync-table.ts';
import type { Caller } from './caller.ts';
import type { TableAccess } from './table-access.ts';

export function tableReads(
  { openDb, principal }: Caller,
  table: SyncTable,
): Pick<TableAccess<SyncTable>, 'list' | 'read'> {
  return {
    async list(text = '') {
      const query = parseListQuery(parseQueryString(text), '3.0', { ...table, members: table.allMembers });
      const { filter, includeDeleted, top = table.pageSize['3.0'] } = query;
      const request = { ...planPage(query), principal, filter, includeDeleted, limit: top, count: false };
      const { rows } = await readPage(openDb(), table, request);
      return rows.map((row) => toRecord(table, row));
    },
    async read(id) {
      const row = await readRecord(openDb(), table, principal, parseId(table, String(id)));
      return row === undefined || row.deleted === 1 ? undefined : toRecord(table, row);
    },
  };
}
