/** Pull: brings the records of a table that have changed on the server. */
import type { Query } from '../query/query.ts';
import type { Fitting } from '../record/fitting.ts';
import { SyncError } from '../sync-error.ts';
import type { Device } from './device.ts';
import { advanced, markName, type PullMark, parseMark } from './pull-mark.ts';
import { following, pageRequest, type Walk } from './pull-walk.ts';
import { type Page, readPage, type Unfit } from './read-page.ts';
import { stopOf } from './stop.ts';
import { storePage } from './store-page.ts';

export type Pull = {
  readonly table: string;
  readonly query: Query;
  /** Under which the position is kept; null pulls everything each time. */
  readonly queryId: string | null;
  /** What the position belongs to: another text under the same id begins anew. */
  readonly queryText: string;
  readonly fitting: Fitting;
  readonly parameters: readonly (readonly [string, string])[];
  readonly pageSize: number;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: (received: number) => void;
};

export type PullResult = {
  /** Records that the server sent. */
  readonly received: number;
  /** Those of them that the local table could not take. */
  readonly unfit: readonly Unfit[];
};

/**
 * Brings page after page, each with its mark in one transaction, so that a pull that ends early goes on where it was.
 *
 * @throws SyncError `cancelled-by-…` when it could not go on; the pages that have arrived stay.
 */
export async function pullTable(device: Device, pull: Pull): Promise<PullResult> {
  const { table, queryId, queryText } = pull;
  const unfit: Unfit[] = [];
  let mark = queryId === null ? undefined : await readMark(device, table, queryId, queryText);
  let walk: Walk | undefined = firstStep(device, pull, mark);
  let received = 0;
  for (let answer = fetchPage(device, pull, walk); walk !== undefined; ) {
    const page = await answer;
    received += page.all.length;
    unfit.push(...page.unfit);
    walk = following(walk, page.all, page.link);
    // The next page is on its way while this one is written.
    if (walk !== undefined) answer = fetchPage(device, pull, walk);
    answer.catch(() => undefined);
    const next: PullMark | undefined = mark && advanced(mark, page.all);
    await storePage(device, pull, page.rows, mark, next);
    mark = next;
    device.tell({ type: 'page-pulled', table, received });
    pull.onProgress(received);
  }
  return { received, unfit };
}

function firstStep({ transport }: Device, pull: Pull, mark: PullMark | undefined): Walk {
  const { table, query, parameters, pageSize, queryId } = pull;
  const plain = query.orderBy.length === 0 && query.skip === 0 && query.top === undefined;
  const byTime = queryId !== null || plain;
  const from = mark?.updatedAt ?? '';
  const asked = { table, query, parameters, pageSize, byTime, incremental: queryId !== null };
  return { ...asked, protocol: transport.protocol, from, skip: 0, received: 0 };
}

async function readMark(device: Device, table: string, queryId: string, queryText: string): Promise<PullMark> {
  const store = await device.openStore();
  const [stored] = await store.transact('read', ({ config }) => config.get([markName(table, queryId)]));
  return parseMark(stored, queryText);
}

async function fetchPage({ transport }: Device, pull: Pull, walk: Walk): Promise<Page> {
  const outcome = await transport.send(pageRequest(walk), pull.signal);
  if (outcome.kind === 'refused') {
    const { status, code, message } = outcome;
    throw new SyncError('request-refused', message, { status, serverCode: code });
  }
  if (outcome.kind !== 'done') throw stopOf(outcome);
  const page = readPage(outcome.body, outcome.header, pull.fitting);
  if (page !== undefined) return page;
  throw new SyncError('cancelled-by-network', `The answer to a pull of "${pull.table}" is not a list of records.`);
}
