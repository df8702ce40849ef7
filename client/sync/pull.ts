/** Pull: what waits is pushed first, then the records of a table that have changed on the server come. */
import type { Operation } from '../queue/operation.ts';
import type { Asked } from './asked.ts';
import type { Device } from './device.ts';
import { later } from './later.ts';
import { pullEach } from './plain-pull.ts';
import type { PullOptions } from './pull-options.ts';
import type { PulledAndPushed, Push } from './pulling.ts';
import { pushQueue } from './push.ts';

/** Pulls one query, after what waits for its table. */
export const pullTable = async (device: Device, asked: Asked, options: PullOptions): Promise<PulledAndPushed> => {
  const { table } = asked;
  const { push = true, pushTables = [] } = options;
  const pushed = pushTables === 'all' ? [] : [table, ...pushTables];
  const [pulled] = await pullTables(device, [asked], options, push ? { waiting: [table], pushed } : undefined);
  return pulled ?? { received: 0, unfit: [], pushed: undefined };
};

/**
 * Of which tables something must wait for a push to be made, and of which it is made then; of all where there are none.
 */
type PushFirst = { readonly waiting: readonly string[]; readonly pushed: readonly string[] };

/**
 * Pushes what waits, then pulls each query. Each page is written with its mark, so that a pull that ends early goes on
 * where it was. Where the rest of the client cannot be loaded, whole tables are pulled plainly.
 *
 * @throws SyncError `cancelled-by-…` when it could not go on; the pages that have arrived stay.
 */
export async function pullTables(
  device: Device,
  all: readonly Asked[],
  options: PullOptions,
  first: PushFirst | undefined,
): Promise<readonly PulledAndPushed[]> {
  const { signal } = options;
  const waits = first !== undefined && (await isWaiting(device, first.waiting));
  const push: Push | undefined = waits
    ? (rides) => pushQueue(device, { tables: first.pushed, signal }, rides)
    : undefined;
  return later().then(
    ({ pullTogether }) => pullTogether(device, all, options, push),
    (error: unknown) => pullEach(device, all, options, push, error),
  );
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
