/** The functions that code has put around a write, run from the outside in. */
import type { Operation } from '../core/operation.ts';
import { toRecord, toValues } from '../core/typed-record.ts';
import type { RecordOf, SyncTable } from '../table/sync-table.ts';
import type { Answer } from './answer.ts';
import { type Around, lastStep } from './last-step.ts';
import type { NextWrite, TableCode, Values, WriteContext, WriteOperation } from './table-code.ts';
import { withoutHidden } from './without-hidden.ts';

type Hook = (context: WriteContext<SyncTable>, next: NextWrite<SyncTable>) => Promise<RecordOf<SyncTable>>;
type Named = { readonly operation: WriteOperation; readonly hook: Hook };

export const operationOf = ({ kind }: Operation): WriteOperation => (kind === 'replace' ? 'update' : kind);

/** Code cannot be passed by: a body that deletes or undeletes its record, and writes columns, is an update as well. */
export function operationsOf(operation: Operation): readonly WriteOperation[] {
  const own = operationOf(operation);
  const alsoWrites = (own === 'delete' || own === 'undelete') && Object.keys(operation.values).length > 0;
  return alsoWrites ? [own, 'update'] : [own];
}

/** The functions around the write, from the outside in. */
export function hooksOf({ hooks }: TableCode, operation: Operation): readonly Named[] {
  return operationsOf(operation).flatMap((name) => {
    const hook = hooks[name];
    return hook === undefined ? [] : { operation: name, hook };
  });
}

/** What the outermost function returns; what became of the write, if the code lets that through. */
export async function runHooks(hooks: readonly Named[], around: Around): Promise<Answer> {
  const last = lastStep(around);
  try {
    const shown = await runFrom(hooks, around, {}, last.write);
    const seen = withoutHidden(around.context.table, shown);
    return last.outcomeGivenAs(shown) ?? { kind: 'shown', shown: seen, head: last.head() };
  } catch (error) {
    const outcome = last.outcomeGivenAs(error);
    if (outcome === undefined) throw error;
    return outcome;
  }
}

type Write = (changes: Values) => Promise<RecordOf<SyncTable>>;

function runFrom(
  [first, ...others]: readonly Named[],
  around: Around,
  changes: Values,
  write: Write,
): ReturnType<Write> {
  if (first === undefined) return write(changes);
  const context = writeContext(around, first.operation, changes);
  return first.hook(context, (more = {}) => runFrom(others, around, { ...changes, ...more }, write));
}

/** What code is told of the write, with what it has changed of it so far. */
export function writeContext(
  { context, before, operation: { id, values } }: Around,
  operation: WriteOperation,
  changes: Values,
): WriteContext<SyncTable> {
  const { table } = context;
  return {
    ...context,
    operation,
    id,
    values: { ...toValues(table, values), ...changes },
    async stored() {
      const record = await before.record();
      return record && toRecord(table, record);
    },
  };
}
