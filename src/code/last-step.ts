/** The write itself, as the innermost step of the code around it. */
import { absentProblem } from '../core/absent.ts';
import { checkValues } from '../core/check-values.ts';
import type { Operation } from '../core/operation.ts';
import type { Outcome } from '../core/outcome.ts';
import { toRecord } from '../core/typed-record.ts';
import type { Row } from '../db/db.ts';
import { ProblemError } from '../protocol/problem.ts';
import type { RecordOf, SyncTable } from '../table/sync-table.ts';
import type { Sight } from './before.ts';
import type { CodeContext, Values } from './table-code.ts';

/** What the code stands around. */
export type Around = {
  readonly context: CodeContext<SyncTable>;
  readonly before: Sight;
  readonly operation: Operation;
  readonly write: (operation: Operation) => Promise<Outcome<Row>>;
};

type LastStep = {
  /** Writes with these changes to what the client sent; throws the problem of a refusal. */
  write(changes: Values): Promise<RecordOf<SyncTable>>;
  /** The outcome whose record, or whose problem, was given out as this very value. */
  outcomeGivenAs(value: unknown): Outcome<Row> | undefined;
  /** The head of the journal after the write; undefined if the code has not let it be made. */
  head(): string | undefined;
};

export function lastStep({ context, before, operation, write }: Around): LastStep {
  const given = new Map<unknown, Outcome<Row>>();
  let isCalled = false;
  return {
    async write(changes) {
      if (isCalled) throw new Error('`next` was called twice for one operation.');
      isCalled = true;
      const outcome = await write(changedBy(context.table, operation, changes, before.readVersion()));
      const result = resultOf(context, outcome);
      given.set(result, outcome);
      if (result instanceof ProblemError) throw result;
      return result;
    },
    outcomeGivenAs: (value) => given.get(value),
    head: () => given.values().next().value?.head,
  };
}

function changedBy(table: SyncTable, asked: Operation, changes: Values, readVersion: string | undefined): Operation {
  const values = { ...asked.values, ...checkValues(table, 'partial', changes) };
  return { ...asked, values, asked, ...(readVersion === undefined ? {} : { readVersion }) };
}

function resultOf(
  { table, dialect }: CodeContext<SyncTable>,
  outcome: Outcome<Row>,
): RecordOf<SyncTable> | ProblemError {
  if (outcome.kind === 'refused') return outcome.problem;
  // Only a repeat finds that its record has gone meanwhile.
  return outcome.record === undefined ? absentProblem(dialect, 'missing') : toRecord(table, outcome.record);
}
