/** `POST /tables/{table}/$query`: a list by a query that is longer than an address may be. */
import type { Asked } from '../http/asked.ts';
import { readText } from '../http/body.ts';
import type { Plan } from '../http/plan.ts';
import { parseQueryString } from '../protocol/query-string.ts';
import { listBy } from './list.ts';

const queryTypes = ['text/plain', 'application/x-www-form-urlencoded'];

/**
 * The body is the text of the query, as it would stand behind `?` (OData v4.01 Part 1 §11.2.1.2). What the address says
 * wins, so that the same body is posted again to the link of a page.
 */
export async function query(asked: Asked): Promise<Plan> {
  const own = asked.params;
  const taken = new Set(own.map(({ name }) => name));
  const posted = parseQueryString(await readText(asked, queryTypes));
  return listBy(asked, [...own, ...posted.filter(({ name }) => !taken.has(name))]);
}
