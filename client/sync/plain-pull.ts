/** Pulls of whole tables as every service takes them, for where the rest of the client cannot be loaded. */
import { wholeTable } from '../query/query.ts';
import type { JsonRecord } from '../queue/record-entry.ts';
import { tableAddress } from '../transport/operation-request.ts';
import { isRecord, isRow, type Outcome, stopOf } from '../transport/outcome.ts';
import type { Asked } from './asked.ts';
import type { Device } from './device.ts';
import { isPlainTable } from './plain-table.ts';
import { pullOne } from './pull-one.ts';
import type { PullOptions } from './pull-options.ts';
import type { PulledAndPushed, Pulling, Push } from './pulling.ts';
import { storePage } from './store-page.ts';

/** Pulls one after the other. @throws the `otherwise` for what cannot be pulled plainly */
export async function pullEach(
  device: Device,
  all: readonly Asked[],
  options: PullOptions,
  push: Push | undefined,
  otherwise: unknown,
): Promise<readonly PulledAndPushed[]> {
  if (!all.every((asked) => isPlain(device, asked, options))) throw otherwise;
  const pushed = await push?.();
  const pulled: PulledAndPushed[] = [];
  for (const asked of all) {
    const pulling = { asked, options, arrived: { received: 0, unfit: [] } };
    pulled.push({ ...(await pullOne(device, pulling, () => pullPlainly(device, pulling, otherwise))), pushed });
  }
  return pulled;
}

/** Whether a pull can be so: of all that the table has, and of no less than this device takes. */
const isPlain = (device: Device, { table, query }: Asked, { parameters, pageSize }: PullOptions): boolean =>
  isPlainTable(device, table) && query === wholeTable && (parameters ?? pageSize) === undefined;

/** Brings everything; what is known of earlier pulls stays for the next one that asks for changes alone. */
async function pullPlainly(device: Device, pulling: Pulling, otherwise: unknown): Promise<void> {
  const { asked, options } = pulling;
  for (let page: string | undefined = '$orderby=updatedAt%2Cid&__includeDeleted=true'; page !== undefined; ) {
    const address = `${tableAddress(asked.table)}?${page}`;
    const { items, nextLink } = pageOf(await device.send({ method: 'GET', address }, options.signal), otherwise);
    await storePage(device, pulling, items, items);
    // A link is asked of the client's own service, whatever address it has.
    page = nextLink?.replace(/^.*?\?/, '');
  }
}

function pageOf(
  outcome: Outcome,
  otherwise: unknown,
): { readonly items: readonly JsonRecord[]; readonly nextLink: string | undefined } {
  if (outcome.kind !== 'done') throw stopOf(outcome);
  const { items = null, nextLink = null } = isRecord(outcome.body) ? outcome.body : {};
  if (!Array.isArray(items) || !items.every(isRow)) throw otherwise;
  return { items, nextLink: typeof nextLink === 'string' && items.length > 0 ? nextLink : undefined };
}
