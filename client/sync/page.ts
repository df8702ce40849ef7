/** The page of an answer. */
import type { Json } from '../../src/protocol/column-kind.ts';
import type { JsonRecord } from '../queue/record-entry.ts';
import { isRecord, type Outcome, stopOf } from '../transport/outcome.ts';
import type { Device } from './device.ts';
import { later } from './later.ts';
import type { Page, Place, Walk } from './pull-walk.ts';

/**
 * Undefined for an answer with which the pull cannot go on as it began: a refusal, or the first of several pages where the
 * service does not follow changes, so that their order would have to be known.
 *
 * @throws SyncError `cancelled-by-…`
 */
export async function parsePage(
  { untracked }: Device,
  { table, isTracked }: Walk,
  place: Place,
  outcome: Outcome,
): Promise<Page | undefined> {
  if (outcome.kind === 'refused') return undefined;
  if (outcome.kind !== 'done') throw stopOf(outcome);
  const { items, nextLink, deltaLink }: JsonRecord = isRecord(outcome.body) ? outcome.body : {};
  const page: Page = Array.isArray(items)
    ? { all: items, link: linkOf(nextLink), followed: undefined }
    : (await later()).readOldPage(outcome);
  if (!isTracked) return page;
  const { link } = page;
  const begun = place.link ?? linkOf(deltaLink) ?? /track-changes/.exec(outcome.header('Preference-Applied') ?? '');
  if (begun) return { ...page, followed: link ?? linkOf(deltaLink) ?? place.link };
  untracked.add(table);
  return link ? undefined : page;
}

const linkOf = (link: Json | undefined): string | undefined =>
  typeof link === 'string' && link !== '' ? link : undefined;
