/** A query, run by the service. */
import { printQueryString } from '../../src/protocol/query-string.ts';
import { printQuery } from '../query/print-query.ts';
import type { Query } from '../query/query.ts';
import type { QueryResult } from '../query/run-query.ts';
import { failureOf } from './failure-of.ts';
import { tableAddress } from './operation-request.ts';
import { isRecord } from './outcome.ts';
import type { Transport } from './transport.ts';

/** One page of the records, as the service limits it. @throws SyncError as every online call does */
export async function readList(transport: Transport, table: string, query: Query): Promise<QueryResult> {
  const options = printQueryString(printQuery(query, transport.protocol));
  const address = options === '' ? tableAddress(table) : `${tableAddress(table)}?${options}`;
  const outcome = await transport.send({ method: 'GET', address });
  if (outcome.kind !== 'done') throw failureOf(outcome);
  const { body } = outcome;
  const list = isRecord(body) ? (body.items ?? body.results) : body;
  const records = Array.isArray(list) ? list.filter(isRecord) : [];
  const count = isRecord(body) && typeof body.count === 'number' ? { totalCount: body.count } : {};
  return { records, ...count };
}
