/** Lists of online tables. */
import { printQueryString } from '../../src/protocol/query-string.ts';
import { printQuery } from '../query/print-query.ts';
import type { Query } from '../query/query.ts';
import type { QueryResult } from '../query/run-query.ts';
import type { Device } from '../sync/device.ts';
import { answer } from './online-answer.ts';
import { tableAddress } from './operation-request.ts';
import { isRecord } from './outcome.ts';

/** One page of the records, as the service limits it. @throws SyncError */
export async function list(device: Device, table: string, query: Query): Promise<QueryResult> {
  const options = printQueryString(printQuery(query, device.protocol));
  const address = options === '' ? tableAddress(table) : `${tableAddress(table)}?${options}`;
  const body = await answer(device, { method: 'GET', address });
  const found = isRecord(body) ? (body.items ?? body.results) : body;
  const records = Array.isArray(found) ? found.filter(isRecord) : [];
  const count = isRecord(body) && typeof body.count === 'number' ? { totalCount: body.count } : {};
  return { records, ...count };
}
