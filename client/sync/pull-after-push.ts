/** A pull as apps ask for it: what waits is pushed first, then the records come. */
import { printQuery } from '../query/print-query.ts';
import type { Query } from '../query/query.ts';
import { fittingOf } from '../record/fitting.ts';
import type { Device } from './device.ts';
import { hasPending } from './pending-operation.ts';
import { type PullResult, pullTable } from './pull.ts';
import { checkPull, type PullOptions } from './pull-options.ts';
import type { PushResult } from './push.ts';
import type { Pusher } from './pusher.ts';
import type { TableSettings } from './table-settings.ts';

export type PulledAndPushed = PullResult & {
  /** What the push before the pull came to; undefined when nothing waited. */
  readonly pushed: PushResult | undefined;
};

type Asked = { readonly table: string; readonly query: Query; readonly queryId: string | null };

export async function pullAfterPush(
  device: Device,
  pusher: Pusher,
  settings: TableSettings,
  asked: Asked,
  options: PullOptions,
): Promise<PulledAndPushed> {
  const { table, queryId } = asked;
  const { protocol } = device.transport;
  const pageSize = checkPull(asked.query, queryId, options, protocol === '2.0' ? 50 : 1000);
  const pushed = await pushFirst(device, pusher, table, options);
  const columns = settings.columnsOf(table);
  const parameters = Object.entries(options.parameters ?? {});
  const { signal } = options;
  let received = 0;
  device.tell({ type: 'pull-started', table, queryId });
  try {
    const result = await pullTable(device, {
      ...asked,
      queryText: JSON.stringify([printQuery(asked.query, '3.0'), parameters, Object.keys(columns ?? {}).sort()]),
      fitting: fittingOf(columns),
      parameters,
      pageSize,
      signal,
      onProgress: (arrived) => {
        received = arrived;
        options.onProgress?.(arrived);
      },
    });
    device.tell({ type: 'pull-ended', table, received });
    return { ...result, pushed };
  } catch (error) {
    device.tell({ type: 'pull-ended', table, received, error });
    throw error;
  }
}

async function pushFirst(
  device: Device,
  pusher: Pusher,
  table: string,
  { push = true, pushTables = [], signal }: PullOptions,
): Promise<PushResult | undefined> {
  if (!push || !(await hasPending(device, table))) return undefined;
  const tables = pushTables === 'all' ? [] : [table, ...pushTables];
  return pusher.push(signal === undefined ? { tables } : { tables, signal });
}
