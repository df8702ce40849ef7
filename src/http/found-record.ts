/** Finds the record that an address names. */
import { absentProblem } from '../core/absent.ts';
import { isInView, type View } from '../core/view.ts';
import type { Page } from '../db/list.ts';
import type { Query } from '../db/query.ts';
import { recordQuery } from '../db/read.ts';
import type { Asked } from './asked.ts';

/**
 * The record, if the view has it, as a page of one. Its answer throws ProblemError `record_not_found`, and
 * `record_gone` for a deleted one that is not asked for.
 */
export function foundRecord(
  { dialect, principal, table }: Asked,
  id: string,
  seesDeleted: boolean,
  view: View | undefined,
): Query<Page> {
  const { statements, answer } = recordQuery(table, principal, id);
  return {
    statements,
    answer(results) {
      const record = answer(results);
      if (record === undefined || !isInView(table, view, record)) throw absentProblem(dialect, 'missing');
      if (record.deleted === 1 && !seesDeleted) throw absentProblem(dialect, 'deleted');
      return { rows: [record], count: undefined };
    },
  };
}
