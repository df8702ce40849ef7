/** Whether the code of a table lets who asks make a write. */
import { absentProblem } from '../core/absent.ts';
import { ProblemError } from '../protocol/problem.ts';
import type { Around } from './last-step.ts';
import type { TableCode, WriteOperation } from './table-code.ts';
import { operationsOf, writeContext } from './write-hooks.ts';

/** Why the write is refused before any other code runs: there is no such record in the view, or it may not be made. */
export async function refusedBefore(
  { hooks }: TableCode,
  hasView: boolean,
  around: Around,
): Promise<ProblemError | undefined> {
  const { before, context, operation } = around;
  if (hasView && operation.kind !== 'insert' && (await before.record()) === undefined) {
    return absentProblem(context.dialect, 'missing');
  }
  for (const asked of operationsOf(operation)) {
    const may = hooks.may === undefined || (await hooks.may(writeContext(around, asked, {})));
    if (!may) return forbidden(around, asked);
  }
  return undefined;
}

function forbidden({ context: { principal, table } }: Around, operation: WriteOperation): ProblemError {
  return principal === undefined
    ? new ProblemError('authentication_required', `Sign in to ${operation} in table "${table.name}".`)
    : new ProblemError('forbidden', `You may not ${operation} this record of table "${table.name}".`);
}
