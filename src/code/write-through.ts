/** A write with the code of its table around it. */
import type { Operation } from '../core/operation.ts';
import type { Outcome } from '../core/outcome.ts';
import { withinView } from '../core/view.ts';
import type { Row } from '../db/db.ts';
import type { Answer } from './answer.ts';
import { lookBefore } from './before.ts';
import type { Caller } from './caller.ts';
import { commit } from './commit.ts';
import { contextOf } from './context.ts';
import { refusedBefore } from './may.ts';
import type { TableCode } from './table-code.ts';
import { viewOf } from './view.ts';
import { hooksOf, runHooks } from './write-hooks.ts';

/** The answer; when the record changed while the code had it in hand, that of a second try. */
export async function writeThrough(caller: Caller, code: TableCode, operation: Operation): Promise<Answer> {
  const answer = await attempt(caller, code, operation);
  const isBusy = answer.kind === 'refused' && answer.problem.code === 'record_busy';
  return isBusy ? attempt(caller, code, operation) : answer;
}

async function attempt(caller: Caller, code: TableCode, operation: Operation): Promise<Answer> {
  const { table } = code;
  const context = contextOf(caller, table);
  const view = await viewOf(code, context);
  const hooks = hooksOf(code, operation);
  const write = async (changed: Operation): Promise<Outcome<Row>> =>
    withinView(table, view, await commit(caller, code, context, changed), changed);
  if (view === undefined && code.hooks.may === undefined && hooks.length === 0) return write(operation);
  const before = lookBefore(caller, table, view, operation);
  if (await before.isDecided()) return write(operation);
  const around = { context, before, operation, write };
  const problem = await refusedBefore(code, view !== undefined, around);
  return problem === undefined
    ? runHooks(hooks, around)
    : { kind: 'refused', problem, record: undefined, replayed: false };
}
