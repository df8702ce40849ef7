/** Pulls of whole tables as every service takes them, for where the rest of the client cannot be loaded. */
import { wholeTable } from '../query/query.ts';
import type { JsonRecord } from '../queue/record-entry.ts';
import { tableAddress } from '../transport/operation-request.ts';
import { foreign, isRecord, isRow, type Outcome, stopOf } from '../transport/outcome.ts';
import type { Asked } from './asked.ts';
import type { Device } from './device.ts';
import type { PullOptions } from './pull-options.ts';
import type { Pulling } from './pulling.ts';
import { storePage } from './store-page.ts';

/** Whether a pull can be so: of all that the table has, and of no less than this device takes. */
export const isPlain = (
  { protocol, tableOptions }: Device,
  { table, query }: Asked,
  { parameters, pageSize }: PullOptions,
): boolean =>
  protocol === '3.0' && query === wholeTable && (tableOptions(table).columns ?? parameters ?? pageSize) === undefined;

/** Brings everything; what is known of earlier pulls stays for the next one that asks for changes alone. */
export async function pullPlainly(device: Device, pulling: Pulling): Promise<void> {
  const { asked, options } = pulling;
  for (let page: string | undefined = '$orderby=updatedAt%2Cid&__includeDeleted=true'; page !== undefined; ) {
    const address = `${tableAddress(asked.table)}?${page}`;
    const { items, nextLink } = pageOf(await device.send({ method: 'GET', address }, options.signal));
    await storePage(device, pulling, items, items);
    // A link is asked of the client's own service, whatever address it has.
    page = nextLink?.replace(/^.*?\?/, '');
  }
}

function pageOf(outcome: Outcome): { readonly items: readonly JsonRecord[]; readonly nextLink: string | undefined } {
  if (outcome.kind !== 'done') throw stopOf(outcome);
  const { items = null, nextLink = null } = isRecord(outcome.body) ? outcome.body : {};
  if (!Array.isArray(items) || !items.every(isRow)) throw stopOf(foreign);
  return { items, nextLink: typeof nextLink === 'string' && items.length > 0 ? nextLink : undefined };
}
