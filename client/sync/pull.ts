/** Pull: what waits is pushed first, then the records of a table that have changed on the server come. */
import type { Json } from '../../src/protocol/column-kind.ts';
import type { DeclaredColumns } from '../query/columns.ts';
import type { JsonRecord } from '../queue/record-entry.ts';
import type { Unfit } from '../record/fitted.ts';
import { isRecord, isRow, stopOf } from '../transport/outcome.ts';
import type { Asked } from './asked-walk.ts';
import type { Device } from './device.ts';
import { withEnd } from './events.ts';
import { later } from './later.ts';
import { advanced, isFilter, markName } from './pull-mark.ts';
import type { PullOptions } from './pull-options.ts';
import { following, type Page, type Place, pageRequest, type Walk, wholeWalk } from './pull-walk.ts';
import { type PushResult, pushQueue } from './push.ts';
import { type MarkStep, readMark, storePage } from './store-page.ts';

export type PulledAndPushed = {
  /** Records that the server sent. */
  readonly received: number;
  /** Those of them that the local table could not take. */
  readonly unfit: readonly Unfit[];
  /** What the push before the pull came to; undefined when nothing waited. */
  readonly pushed: PushResult | undefined;
};

type Pull = {
  readonly walk: Walk;
  /** Under which name its position is kept, if it is. */
  readonly name: string | undefined;
  readonly columns: DeclaredColumns | undefined;
  readonly options: PullOptions;
};

/**
 * Brings page after page, each with its mark in one transaction, so that a pull that ends early goes on where it was.
 *
 * @throws SyncError `cancelled-by-…` when it could not go on; the pages that have arrived stay.
 */
export async function pullTable(device: Device, asked: Asked, options: PullOptions): Promise<PulledAndPushed> {
  const { protocol, tell } = device;
  const { table, query, queryId } = asked;
  const { filter, select } = query;
  const isWhole = isFilter(query) && (filter ?? select ?? options.parameters ?? options.pageSize) === undefined;
  const pull: Pull = {
    walk: isWhole && protocol === '3.0' ? wholeWalk(table) : (await later()).askedWalk(asked, options, protocol),
    name: queryId === null ? undefined : markName(table, queryId),
    columns: device.tableOptions(table).columns,
    options,
  };
  const pushed = await pushFirst(device, table, options);
  const arrived = { received: 0, unfit: [] };
  tell({ type: 'pull-started', table, queryId });
  await withEnd(device, pullPages(device, pull, arrived), (error) => {
    return { type: 'pull-ended', table, received: arrived.received, error };
  });
  return { ...arrived, pushed };
}

async function pullPages(device: Device, pull: Pull, arrived: { received: number; unfit: Unfit[] }): Promise<void> {
  const { walk, name } = pull;
  const { table } = walk;
  let mark = name === undefined ? undefined : await readMark(device, name, walk);
  let place: Place | undefined = { from: mark?.mark.updatedAt ?? '', skip: 0, received: 0 };
  for (let answer = fetchPage(device, pull, place); place !== undefined; ) {
    const page = await answer;
    const { all } = page;
    place = following(walk, place, page);
    // The next page is on its way while this one is written.
    if (place !== undefined) answer = fetchPage(device, pull, place);
    answer.catch(() => undefined);
    const step: MarkStep | undefined = mark && { ...mark, next: advanced(mark.mark, all) };
    await storePage(device, table, await rowsOf(pull, all, arrived.unfit), step);
    mark = step && { ...step, mark: step.next };
    arrived.received += all.length;
    device.tell({ type: 'page-pulled', table, received: arrived.received });
    pull.options.onProgress?.(arrived.received);
  }
}

/** The records that the table takes; the others are noted. */
const rowsOf = async ({ columns }: Pull, all: readonly Json[], unfit: Unfit[]): Promise<readonly JsonRecord[]> =>
  columns === undefined && all.every(isRow) ? all : (await later()).fittingRows(columns, all, unfit);

/** The page that the service gives in answer. */
async function fetchPage({ send }: Device, pull: Pull, place: Place): Promise<Page> {
  const outcome = await send(pageRequest(pull.walk, place), pull.options.signal);
  if (outcome.kind !== 'done') throw stopOf(outcome);
  const { items, nextLink }: JsonRecord = isRecord(outcome.body) ? outcome.body : {};
  if (!Array.isArray(items)) return (await later()).readOldPage(outcome);
  return { all: items, link: typeof nextLink === 'string' && nextLink !== '' ? nextLink : undefined };
}

async function pushFirst(
  device: Device,
  table: string,
  { push = true, pushTables = [], signal }: PullOptions,
): Promise<PushResult | undefined> {
  const waiting = push ? await device.transact('read', ({ operations }) => operations.list()) : [];
  if (!waiting.some(([, operation]) => operation.table === table)) return undefined;
  return pushQueue(device, { tables: pushTables === 'all' ? [] : [table, ...pushTables], signal });
}
