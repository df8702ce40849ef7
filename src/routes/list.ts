/** `GET /tables/{table}`: one page of a table's records, or of what has changed among them. */
import type { Asked } from '../http/asked.ts';
import { changesPlan } from '../http/changes-plan.ts';
import { pagePlan } from '../http/page-plan.ts';
import type { Plan } from '../http/plan.ts';
import { trackingOf } from '../http/tracking.ts';
import { parseListQuery } from '../odata/parse-query.ts';
import type { QueryParam } from '../protocol/query-string.ts';

export function list(asked: Asked): Plan {
  return listBy(asked, asked.params);
}

/** The page that these parameters ask for; its link repeats those of the address. */
export function listBy(asked: Asked, params: readonly QueryParam[]): Plan {
  const { dialect, table } = asked;
  const tracking = trackingOf(asked, params);
  const query = parseListQuery(params, dialect, table);
  const isLoaded = tracking?.token !== undefined && query.skipToken === undefined;
  return isLoaded ? changesPlan(asked, tracking, query) : pagePlan(asked, query, tracking);
}
