/** What a page says: its records, those that do not fit, and where the next one is. */
import type { Json } from '../../src/protocol/column-kind.ts';
import type { JsonRecord } from '../queue/record-entry.ts';
import type { Fitting } from '../record/fitting.ts';
import { isRecord } from '../transport/outcome.ts';

/** A record of the server that the local table cannot take, and why; the others are pulled all the same. */
export type Unfit = { readonly row: unknown; readonly reason: string };

export type Page = {
  /** As it arrived. */
  readonly all: readonly Json[];
  /** Those that the local table can take. */
  readonly rows: readonly JsonRecord[];
  readonly unfit: readonly Unfit[];
  readonly link: string | undefined;
};

/** The page of an answer in either dialect; undefined when it is none. */
export function readPage(
  body: Json | undefined,
  header: (name: string) => string | undefined,
  fitting: Fitting,
): Page | undefined {
  const list = Array.isArray(body) ? body : isRecord(body) ? (body.items ?? body.results) : undefined;
  if (!Array.isArray(list)) return undefined;
  const rows: JsonRecord[] = [];
  const unfit: Unfit[] = [];
  for (const row of list) {
    const fitted = fitting(row);
    if (typeof fitted === 'string') unfit.push({ row, reason: fitted });
    else rows.push(fitted);
  }
  return { all: list, rows, unfit, link: linkOf(body, header('Link')) };
}

function linkOf(body: Json | undefined, header: string | undefined): string | undefined {
  if (isRecord(body) && typeof body.nextLink === 'string' && body.nextLink !== '') return body.nextLink;
  return /^<?([^>;]+)>?;\s*rel="?next"?$/.exec(header ?? '')?.[1];
}
