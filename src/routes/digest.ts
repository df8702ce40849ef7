/** `GET /tables/{table}/$digest`: counts and digests by which a client finds out whether it has what a list has. */
import { planPage } from '../core/page-plan.ts';
import { refuseUntracked } from '../core/tracked-query.ts';
import { digestQuery } from '../db/digest.ts';
import { requirePlainReads } from '../http/access.ts';
import type { Asked } from '../http/asked.ts';
import { datedPage } from '../http/dated-page.ts';
import type { ReadPlan } from '../http/plan.ts';
import { rangesReply } from '../http/reply-ranges.ts';
import { parseListQuery } from '../odata/parse-query.ts';

/**
 * Ranges of ids, in their order; an answer reads 10,000 records at most, and has a link if there are more. What it says
 * is to be compared with what a client had at the same `x-sync-head`.
 */
export function digest(asked: Asked): ReadPlan {
  const { principal, table, code, params } = asked;
  requirePlainReads(table, code);
  const query = parseListQuery(params, '3.0', table);
  refuseUntracked(query);
  const { filter, includeDeleted } = query;
  const after = planPage(query).after?.[0] ?? undefined;
  return {
    kind: 'read',
    sought: { id: undefined, limit: 0 },
    query(view) {
      const { statements, answer } = digestQuery(table, {
        principal,
        view: view?.checked,
        filter,
        includeDeleted,
        after,
      });
      const page = {
        statements,
        answer: (results: Results) => ({ rows: [], count: undefined, ranges: answer(results) }),
      };
      return datedPage(asked, page);
    },
    reply: ({ ranges = [], head }) => rangesReply(asked, ranges, head),
  };
}

type Results = Parameters<ReturnType<typeof digestQuery>['answer']>[0];
