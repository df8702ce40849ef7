/** Reads on behalf of a request, by the code of its table if it has any. */
import type { Context } from 'hono';
import { type Found, readThrough, type Sought } from '../code/read-through.ts';
import { absentProblem } from '../core/absent.ts';
import { parseId } from '../core/id.ts';
import { isInView } from '../core/view.ts';
import type { Page } from '../db/list.ts';
import { readRecord } from '../db/read.ts';
import type { CheckedFilter } from '../protocol/checked-filter.ts';
import type { AppEnv } from './app-env.ts';
import { callerOf } from './caller.ts';

type Find = (view: CheckedFilter | undefined) => Promise<Page>;

/** What `find` finds in the view of the code, and what the code shows of it. */
export function findPage(c: Context<AppEnv>, sought: Sought, find: Find): Promise<Found> {
  const code = c.get('code');
  return code === undefined ? find(undefined) : readThrough(callerOf(c), code, sought, find);
}

/**
 * The record that the address names, as a page of one.
 *
 * @throws ProblemError `record_not_found`, `record_gone` for a deleted one that is not asked for.
 */
export function findRecord(c: Context<AppEnv>, seesDeleted: boolean): Promise<Found> {
  const dialect = c.get('dialect');
  const openDb = c.get('openDb');
  const principal = c.get('principal');
  const table = c.get('table');
  const id = parseId(table, c.req.param('id'));
  return findPage(c, { id, limit: 1 }, async (view) => {
    const record = await readRecord(openDb(), table, principal, id);
    if (record === undefined || !isInView(table, view, record)) throw absentProblem(dialect, 'missing');
    if (record.deleted === 1 && !seesDeleted) throw absentProblem(dialect, 'deleted');
    return { rows: [record], count: undefined };
  });
}
