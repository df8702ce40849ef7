/** Pages with the history that they are part of, which dialect 3.0 tells its clients. */
import { checkHistory, type History, type Standing } from '../core/history.ts';
import { namedColumns, scopeMark, tokenAfter, trackableView } from '../core/tracked-query.ts';
import { withHistory } from '../db/history.ts';
import type { Page } from '../db/list.ts';
import type { Query } from '../db/query.ts';
import type { CheckedFilter } from '../odata/checked-filter.ts';
import type { ListQuery } from '../odata/parse-query.ts';
import { headHeader, parseHeads, printHead, type SyncHead } from '../protocol/sync-head.ts';
import type { Asked } from './asked.ts';
import type { Tracking } from './tracking.ts';

/**
 * The page and the head of the journal that it was read from. Its answer throws ProblemError `resync_required` when the
 * client has seen a history that is not the database's.
 */
export function datedPage(asked: Asked, page: Query<Page>): Query<Page> {
  if (asked.dialect === '2.0') return page;
  return checked(asked, page, [], undefined, (found, { head }) => ({ ...found, head: printHead(head) }));
}

/** The same, with the token of the link behind it; `seqAfter` says up to where everything has been told then. */
export function trackedPage(
  asked: Asked,
  { token, query }: Tracking,
  listed: ListQuery,
  view: CheckedFilter | undefined,
  page: Query<Page>,
  seqAfter: (found: Page, head: SyncHead) => number,
): Query<Page> {
  const { table, principal } = asked;
  const scope = scopeMark(table, principal, trackableView(table, view));
  const tracked = { scope, query, columns: namedColumns(listed, table) };
  const standing = token && { ...token, scopeNow: scope };
  return checked(asked, page, token === undefined ? [] : [token.head], standing, (found, history) => {
    const { head } = history;
    return { ...found, head: printHead(head), deltaToken: tokenAfter(tracked, history, seqAfter(found, head)) };
  });
}

function checked(
  { table, header }: Asked,
  page: Query<Page>,
  seen: readonly SyncHead[],
  standing: Standing | undefined,
  finish: (found: Page, history: History) => Page,
): Query<Page> {
  const { statements, answer } = withHistory(page, table, [...seen, ...parseHeads(header(headHeader))]);
  return {
    statements,
    answer(results) {
      const { found, history } = answer(results);
      checkHistory(history, standing);
      return finish(found, history);
    },
  };
}
