/** Whether a record passes a filter: the reference of what filters mean, which SQL follows exactly. */
import type { ColumnKind } from './column-kind.ts';
import { createEvaluator, type Evaluator } from './evaluator.ts';
import type { Filter } from './filter.ts';
import { operations } from './filter-operation.ts';

/** `createEvaluator` with all that filters can call. @throws TypeError for types that do not fit. */
export const evaluatorOf = (filter: Filter, columns: ReadonlyMap<string, ColumnKind>): Evaluator =>
  createEvaluator(operations, filter, columns);
