/** Pull: what waits is pushed first, then the records of a table that have changed on the server come. */
import type { Operation } from '../queue/operation.ts';
import type { Unfit } from '../record/fitted.ts';
import type { Asked } from './asked.ts';
import type { Device } from './device.ts';
import { withEnd } from './events.ts';
import { later } from './later.ts';
import { isFilter, markName } from './pull-mark.ts';
import type { PullOptions } from './pull-options.ts';
import { pullPages, rideOf } from './pull-pages.ts';
import { wholeWalk } from './pull-walk.ts';
import type { Arrived, Pull, Ride } from './pulling.ts';
import { type PushResult, pushQueue } from './push.ts';

export type PulledAndPushed = {
  /** Records that the server sent. */
  readonly received: number;
  /** Those of them that the local table could not take. */
  readonly unfit: readonly Unfit[];
  /** What the push before the pull came to; undefined when nothing waited. */
  readonly pushed: PushResult | undefined;
};

/** Pulls one query, after what waits for its table. */
export const pullTable = async (device: Device, asked: Asked, options: PullOptions): Promise<PulledAndPushed> => {
  const { table } = asked;
  const { push = true, pushTables = [] } = options;
  const pushed = pushTables === 'all' ? [] : [table, ...pushTables];
  const [pulled] = await pullTables(device, [asked], options, push ? { waiting: [table], pushed } : undefined);
  return pulled ?? { received: 0, unfit: [], pushed: undefined };
};

/** Of which tables something must wait for a push to be made, and of which it is made then; of all where there are none. */
type PushFirst = { readonly waiting: readonly string[]; readonly pushed: readonly string[] };

/**
 * Pushes what waits, then pulls each query; the first pages come with the last answer to the push, in one request where
 * the service takes several in one. Each page is written with its mark, so that a pull that ends early goes on where it was.
 *
 * @throws SyncError `cancelled-by-…` when it could not go on; the pages that have arrived stay.
 */
export async function pullTables(
  device: Device,
  all: readonly Asked[],
  options: PullOptions,
  first: PushFirst | undefined,
): Promise<readonly PulledAndPushed[]> {
  const pulls: Pull[] = [];
  for (const asked of all) pulls.push(await openPull(device, asked, options));
  const { signal } = options;
  const waits = first !== undefined && (await isWaiting(device, first.waiting));
  const rides = pulls.length > 1 || waits ? await Promise.all(pulls.map((pull) => rideOf(device, pull))) : [];
  const pushed = waits ? await pushQueue(device, { tables: first.pushed, signal }, rides) : undefined;
  if (rides.length > 1 && device.batch.limit > 1) await (await later()).askTogether(device, rides, signal);
  const pulled: PulledAndPushed[] = [];
  for (const [at, pull] of pulls.entries()) pulled.push({ ...(await pullOne(device, pull, rides[at])), pushed });
  return pulled;
}

/** Whether an operation of these tables waits, of any where there are none. */
function isWaiting({ transact }: Device, tables: readonly string[]): Promise<boolean> {
  return transact('read', async ({ operations }) => {
    for (let after: number | undefined = 0; after !== undefined; ) {
      const page: readonly (readonly [number, Operation])[] = await operations.list({ after, limit: 100 });
      if (page.some(([, { table }]) => tables.length === 0 || tables.includes(table))) return true;
      after = page[99]?.[0];
    }
    return false;
  });
}

async function pullOne(device: Device, pull: Pull, ride: Ride | undefined): Promise<Arrived> {
  const { asked, arrived } = pull;
  const { table, queryId } = asked;
  device.tell({ type: 'pull-started', table, queryId });
  await withEnd(device, pullPages(device, pull, undefined, ride), (error) => {
    return { type: 'pull-ended', table, received: arrived.received, error };
  });
  return arrived;
}

/** @throws SyncError `invalid-option` for a query or options that cannot be pulled */
async function openPull(
  device: Device,
  asked: Asked,
  options: PullOptions,
  arrived: Arrived = { received: 0, unfit: [] },
): Promise<Pull> {
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
