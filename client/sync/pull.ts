/** Pull: what waits is pushed first, then the records of a table that have changed on the server come. */
import type { Unfit } from '../record/fitted.ts';
import type { Asked } from './asked.ts';
import type { Device } from './device.ts';
import { withEnd } from './events.ts';
import { later } from './later.ts';
import { isFilter, markName } from './pull-mark.ts';
import type { PullOptions } from './pull-options.ts';
import { pullPages } from './pull-pages.ts';
import { wholeWalk } from './pull-walk.ts';
import type { Arrived, Pull } from './pulling.ts';
import { type PushResult, pushQueue } from './push.ts';

export type PulledAndPushed = {
  /** Records that the server sent. */
  readonly received: number;
  /** Those of them that the local table could not take. */
  readonly unfit: readonly Unfit[];
  /** What the push before the pull came to; undefined when nothing waited. */
  readonly pushed: PushResult | undefined;
};

/**
 * Brings page after page, each with its mark in one transaction, so that a pull that ends early goes on where it was.
 *
 * @throws SyncError `cancelled-by-…` when it could not go on; the pages that have arrived stay.
 */
export async function pullTable(device: Device, asked: Asked, options: PullOptions): Promise<PulledAndPushed> {
  const { tell } = device;
  const { table, queryId } = asked;
  const arrived: Arrived = { received: 0, unfit: [] };
  const pull = await openPull(device, asked, options, arrived);
  const pushed = await pushFirst(device, table, options);
  tell({ type: 'pull-started', table, queryId });
  await withEnd(device, pullPages(device, pull), (error) => {
    return { type: 'pull-ended', table, received: arrived.received, error };
  });
  return { ...arrived, pushed };
}

/** @throws SyncError `invalid-option` for a query or options that cannot be pulled */
async function openPull(device: Device, asked: Asked, options: PullOptions, arrived: Arrived): Promise<Pull> {
  const { protocol, untracked, tableOptions } = device;
  const { table, query, queryId } = asked;
  const { filter, select } = query;
  const name = queryId === null ? undefined : markName(table, queryId);
  const isTracked = name !== undefined && protocol === '3.0' && !untracked.has(table);
  const isWhole = isFilter(query) && (filter ?? select ?? options.parameters ?? options.pageSize) === undefined;
  const walk =
    isWhole && protocol === '3.0'
      ? wholeWalk(table, isTracked)
      : await (await later()).askedWalk(device, asked, options, isTracked);
  const again: Pull['again'] = async (anew) => pullPages(device, await openPull(device, asked, options, arrived), anew);
  return { asked, options, walk, name, columns: tableOptions(table).columns, arrived, again };
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
