/** Reads a range of a list anew, and takes over what the service has. Loaded with the first drift that was found. */
import { compareText } from '../../src/protocol/text-order.ts';
import { isRecord, isRow } from '../transport/outcome.ts';
import { askBeside } from './ask-beside.ts';
import type { Checking, Told } from './checking.ts';
import type { Copy } from './copies.ts';
import { isWithin, type Range } from './digest-range.ts';
import { rangeRequest } from './list-request.ts';
import { mendRecords, type TakenPage } from './mend-records.ts';

/**
 * Adds what differed to the differences, and mends it, page by page; `here` are the copies that were compared.
 *
 * @returns whether the service could be asked
 * @throws SyncError as a pull does
 */
export async function mendRange(checking: Checking, range: Range, here: readonly Copy[]): Promise<boolean> {
  // More of it is asked for by the ids that are left, in the state as it is then.
  for (let rest: Range | undefined = range; rest !== undefined; ) {
    const told: Told | undefined = await askBeside(checking, rangeRequest(checking, rest));
    const page: Page | undefined = told && pageOf(told, rest);
    if (page === undefined) return false;
    const compared = here.filter(({ id }) => isWithin(page.part, id));
    if (!(await mendRecords(checking, page, compared))) return false;
    rest = page.rest;
  }
  return true;
}

/** The part of a range that a page has all records of, and what is left of it. */
type Page = TakenPage & { readonly part: Range; readonly rest: Range | undefined };

/** Undefined for what is none. */
function pageOf({ body, head }: Told, { after, to }: Range): Page | undefined {
  const { items = null, nextLink } = isRecord(body) ? body : {};
  if (!Array.isArray(items)) return undefined;
  const rows = items.filter(isRow);
  const last = rows.map(({ id }) => String(id)).sort(compareText)[rows.length - 1];
  const isAll = nextLink === undefined || last === undefined || last === to;
  return { rows, head, part: { after, to: isAll ? to : last }, rest: isAll ? undefined : { after: last, to } };
}
