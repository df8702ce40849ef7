/** The page of an answer. */
import type { Json } from '../../src/protocol/column-kind.ts';
import type { JsonRecord } from '../queue/record-entry.ts';
import { isRecord, type Outcome, stopOf } from '../transport/outcome.ts';
import type { Device } from './device.ts';
import { readOldPage } from './old-page.ts';
import type { Page, Place, Walk } from './pull-walk.ts';

/**
 * Undefined for an answer with which the pull cannot go on as it began: a refusal, or the first of several pages where
 * the service does not follow changes, so that their order would have to be known.
 *
 * @throws SyncError `cancelled-by-…`
 */
export function readPage(
  { untracked }: Device,
  { table, isTracked }: Walk,
  place: Place,
  outcome: Outcome,
): Page | undefined {
  if (outcome.kind === 'refused') return undefined;
  if (outcome.kind !== 'done') throw stopOf(outcome);
  const { body, header } = outcome;
  const { items, nextLink, deltaLink }: JsonRecord = isRecord(body) ? body : {};
  const page = Array.isArray(items) ? { all: items, link: linkOf(nextLink) } : readOldPage(outcome);
  if (!isTracked) return page;
  const followed = page.link ?? linkOf(deltaLink) ?? place.link;
  const isFollowed = place.link ?? linkOf(deltaLink) ?? /track-changes/.exec(header('Preference-Applied') ?? '');
  if (isFollowed) return { ...page, followed };
  untracked.add(table);
  return page.link ? undefined : page;
}

const linkOf = (link: Json | undefined): string | undefined =>
  typeof link === 'string' && link !== '' ? link : undefined;
