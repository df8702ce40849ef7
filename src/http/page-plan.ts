/** Plans a page of a list. */
import { planPage } from '../core/page-plan.ts';
import { refuseUntracked } from '../core/tracked-query.ts';
import { pageQuery } from '../db/list.ts';
import type { ListQuery } from '../odata/parse-query.ts';
import type { Asked } from './asked.ts';
import { datedPage, trackedPage } from './dated-page.ts';
import { pageSizeOf } from './page-size.ts';
import type { ReadPlan } from './plan.ts';
import { pageReply } from './reply-page.ts';
import type { Tracking } from './tracking.ts';

/**
 * Where changes are followed, the pages of the list are not those of one moment: what changes after the first of them
 * is told by the link on the last.
 */
export function pagePlan(asked: Asked, query: ListQuery, tracking: Tracking | undefined): ReadPlan {
  const { dialect, principal, table } = asked;
  if (tracking !== undefined) refuseUntracked(query);
  const { filter, includeDeleted, count, select, top } = query;
  const plan = planPage(query);
  const limit = pageSizeOf(asked, top);
  const request = {
    ...plan,
    principal,
    filter,
    includeDeleted,
    // One more record than the page has tells whether there is a next one; 2.0 clients find out by an empty page.
    limit: dialect === '3.0' && limit > 0 ? limit + 1 : limit,
    count,
  };
  const shown = { limit, order: plan.order, select, top, preference: tracking?.preference };
  return {
    kind: 'read',
    sought: { id: undefined, limit },
    query(view) {
      const page = pageQuery(table, { ...request, view: view?.checked });
      if (tracking === undefined) return datedPage(asked, page);
      return trackedPage(asked, tracking, query, view?.checked, page, (_, head) => tracking.token?.seq ?? head.seq);
    },
    reply: (found) => pageReply(asked, { ...found, count: count ? found.count : undefined, ...shown }),
  };
}
