/** Plans a page of what has changed in a list. */
import { refuseUntracked } from '../core/tracked-query.ts';
import { changesQuery } from '../db/changes.ts';
import type { Page } from '../db/list.ts';
import type { Query } from '../db/query.ts';
import type { ListQuery } from '../odata/parse-query.ts';
import type { Asked } from './asked.ts';
import { trackedPage } from './dated-page.ts';
import { pageSizeOf } from './page-size.ts';
import type { ReadPlan } from './plan.ts';
import { changesReply } from './reply-changes.ts';
import type { Tracking } from './tracking.ts';

export function changesPlan(asked: Asked, tracking: Tracking, query: ListQuery): ReadPlan {
  const { principal, table } = asked;
  refuseUntracked(query);
  const { filter, includeDeleted, select } = query;
  const limit = pageSizeOf(asked, undefined);
  const since = tracking.token?.seq ?? 0;
  return {
    kind: 'read',
    sought: { id: undefined, limit },
    query(view) {
      const changes = changesQuery(table, { principal, view: view?.checked, filter, includeDeleted, since, limit });
      return trackedPage(asked, tracking, query, view?.checked, asPage(changes), ({ changes: found = [] }, head) => {
        const last = found[limit - 1];
        return found.length > limit && last !== undefined ? last.stamp : head.seq;
      });
    },
    reply: ({ changes = [], head, deltaToken = '' }) =>
      changesReply(asked, { changes, limit, head, deltaToken, select }),
  };
}

const asPage = ({ statements, answer }: ReturnType<typeof changesQuery>): Query<Page> => {
  return { statements, answer: (results) => ({ rows: [], count: undefined, changes: answer(results) }) };
};
