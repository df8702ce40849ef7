/** Filters as functions of records. */
import type { ColumnKind } from './column-kind.ts';
import type { Filter } from './filter.ts';
import type { Operations } from './filter-operator.ts';
import { type Part, typedPart } from './filter-part.ts';
import type { ValueType } from './value-type.ts';
import type { WireRecord } from './wire-value.ts';

/** A filter that can be asked of records. */
export type Evaluator = {
  /** Whether the record passes the filter; what is missing is null. */
  passes(record: WireRecord): boolean;
  /** The types of members, declared or as the filter tells. */
  readonly types: ReadonlyMap<string, ValueType>;
};

/**
 * Evaluates a filter over records with these columns; what other members are is told by their places in it.
 *
 * A condition is true or false, never unknown. `eq` and `ne` take null as a value like any other: `x ne 5` is true of a
 * null, and two nulls are equal. `lt le gt ge`, and functions that give conditions, are false when an operand is null;
 * `not` is the opposite, so `not (x gt 5)` is true of a null. Any other function and arithmetic of null is null, and so
 * is a division by zero. Text compares by code points, dates as points in time.
 *
 * @throws TypeError for types that do not fit, and for what is not among the operations.
 */
export function createEvaluator(
  operations: Operations,
  filter: Filter,
  columns: ReadonlyMap<string, ColumnKind>,
): Evaluator {
  const types = new Map<string, ValueType>(columns);
  let known: string;
  let condition: Part;
  // Again until nothing new is found: a member that is compared with another one is what that one is.
  do {
    known = String([...types]);
    condition = typedPart({ operations, columns, types }, filter, ['boolean']);
  } while (known !== String([...types]));
  // All parts are read of any record: those that do not fit are found.
  condition.read({});
  return { passes: (record) => condition.read(record) === true, types };
}
