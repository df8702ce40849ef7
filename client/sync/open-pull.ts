/** A pull, as it is known before its first page. */
import type { Asked } from './asked.ts';
import { walkOf } from './asked-walk.ts';
import type { Device } from './device.ts';
import { markName } from './pull-mark.ts';
import type { PullOptions } from './pull-options.ts';
import { pullPages } from './pull-pages.ts';
import type { Arrived, Pull } from './pulling.ts';

/** @throws SyncError `invalid-option` for a query or options that cannot be pulled */
export async function openPull(
  device: Device,
  asked: Asked,
  options: PullOptions,
  arrived: Arrived = { received: 0, unfit: [] },
): Promise<Pull> {
  const { protocol, untracked, tableOptions } = device;
  const { table, queryId } = asked;
  const name = queryId === null ? undefined : markName(table, queryId);
  const isTracked = name !== undefined && protocol === '3.0' && !untracked.has(table);
  const walk = await walkOf(device, asked, options, isTracked);
  const again: Pull['again'] = async (anew) => pullPages(device, await openPull(device, asked, options, arrived), anew);
  return { asked, options, walk, name, columns: tableOptions(table).columns, arrived, again };
}
