/** Pages as services of Azure Mobile Apps give them: a list, or `results`, with the next page's link in a header. */
import type { Json } from '../../src/protocol/column-kind.ts';
import { foreign } from '../transport/foreign.ts';
import { type Done, isRecord, stopOf } from '../transport/outcome.ts';
import type { Page } from './pull-walk.ts';

/** @throws SyncError `cancelled-by-network` for what is no page at all */
export function readOldPage({ body, header }: Done): Page {
  const all: Json | undefined = isRecord(body) ? body.results : body;
  if (!Array.isArray(all)) throw stopOf(foreign);
  return { all, link: /^<?([^>;]+)>?;\s*rel="?next"?$/.exec(header('Link') ?? '')?.[1] };
}
