/** Pulls of whole tables as every service takes them, for where the rest of the client cannot be loaded. */
import { wholeTable } from '../query/query.ts';
import { tableAddress } from '../transport/operation-request.ts';
import { foreign, isRecord, isRow, type Outcome, stopOf } from '../transport/outcome.ts';
import type { Asked } from './asked.ts';
import type { Device } from './device.ts';
import { advanced, markName, parseMark } from './pull-mark.ts';
import type { PullOptions } from './pull-options.ts';
import type { Pulling } from './pulling.ts';
import { storePage } from './store-page.ts';

/** What marks of whole tables say of their query. */
const asked = '[[[],[]],[]]';

export const isPlain = (
  { protocol, tableOptions }: Device,
  { table, query }: Asked,
  { parameters, pageSize }: PullOptions,
): boolean =>
  protocol === '3.0' && query === wholeTable && (tableOptions(table).columns ?? parameters ?? pageSize) === undefined;

export async function pullPlainly(device: Device, pulling: Pulling): Promise<void> {
  const { table, queryId } = pulling.asked;
  const { signal } = pulling.options;
  const name = queryId === null ? undefined : markName(table, queryId);
  const [stored] = name ? await device.transact('read', ({ config }) => config.get([name])) : [];
  const known = parseMark(stored, asked);
  // Where the service follows changes, its link stays: this pull brings all there is.
  const isKept = name && known.link === null;
  let mark = isKept ? known : parseMark(undefined, asked);
  const from = mark.updatedAt && `&$filter=updatedAt%20ge%20${encodeURIComponent(mark.updatedAt)}`;
  let options: string | undefined = `$orderby=updatedAt%2Cid&__includeDeleted=true${from}`;
  while (options !== undefined) {
    const address = `${tableAddress(table)}?${options}`;
    const headers = { Prefer: 'odata.maxpagesize=1000' };
    const { items, nextLink } = pageOf(await device.send({ method: 'GET', address, headers }, signal));
    const next = advanced(mark, items);
    await storePage(device, pulling, items, items, { step: isKept ? { name, mark, next } : undefined });
    mark = next;
    options = nextLink?.replace(/^.*?\?/, '');
  }
}

function pageOf(outcome: Outcome) {
  if (outcome.kind !== 'done') throw stopOf(outcome);
  const { items = null, nextLink = null } = isRecord(outcome.body) ? outcome.body : {};
  if (!Array.isArray(items) || !items.every(isRow)) throw stopOf(foreign);
  return { items, nextLink: typeof nextLink === 'string' && items.length > 0 ? nextLink : undefined };
}
