/** Lists whose changes a client follows (OData v4.01 Part 1 §8.2.8.7 and §11.4). */
import type { DeltaToken } from '../core/delta-token.ts';
import { resync } from '../core/history.ts';
import { followToken, queryMark } from '../core/tracked-query.ts';
import type { QueryParam } from '../protocol/query-string.ts';
import type { Asked } from './asked.ts';

export type Tracking = {
  /** How far the client has come; undefined on the first page of all. */
  readonly token: DeltaToken | undefined;
  /** The fingerprint of the query. */
  readonly query: string;
  /** The preference as it was written, if there was one. */
  readonly preference: string | undefined;
};

const preferences = /(?:^|[,;\s])((?:odata\.)?track-changes)(?=$|[,;\s])/i;

/**
 * Whether changes are followed: on pages that are asked for with that preference, and behind links that came of it. Not
 * where code replaces what reads show: it alone would know what has changed, so there the preference is not applied.
 *
 * @throws ProblemError `invalid_query` for a token of no list or of another one, `resync_required`.
 */
export function trackingOf(asked: Asked, params: readonly QueryParam[]): Tracking | undefined {
  const { dialect, table, code, header } = asked;
  if (dialect === '2.0') return undefined;
  const text = params.find(({ name }) => name.toLowerCase() === '$deltatoken')?.value;
  const preference = preferences.exec(header('Prefer') ?? '')?.[1];
  if (text === undefined && preference === undefined) return undefined;
  const token = text === undefined ? undefined : followToken(text, params, table);
  if (code?.hooks.read === undefined) return { token, query: queryMark(params), preference };
  if (token !== undefined) throw resync('scope');
  return undefined;
}
