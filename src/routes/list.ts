/** `GET /tables/{table}`: one page of a table's records. */
import { planPage } from '../core/page-plan.ts';
import { pageQuery } from '../db/list.ts';
import { requireAccess } from '../http/access.ts';
import type { Asked } from '../http/asked.ts';
import { pageSizeOf } from '../http/page-size.ts';
import type { Plan } from '../http/plan.ts';
import { pageReply } from '../http/reply-page.ts';
import { parseListQuery } from '../odata/parse-query.ts';
import type { QueryParam } from '../protocol/query-string.ts';

export function list(asked: Asked): Plan {
  return listBy(asked, asked.params);
}

/** The page that these parameters ask for; its link repeats those of the address. */
export function listBy(asked: Asked, params: readonly QueryParam[]): Plan {
  const { dialect, principal, table } = asked;
  requireAccess(table, 'read', principal);
  const { filter, includeDeleted, count, select, top, ...query } = parseListQuery(params, dialect, table);
  const plan = planPage({ ...query, filter });
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
  return {
    kind: 'read',
    sought: { id: undefined, limit },
    query: (view) => pageQuery(table, { ...request, view: view?.checked }),
    reply: (found) =>
      pageReply(asked, { ...found, count: count ? found.count : undefined, limit, order: plan.order, select, top }),
  };
}
