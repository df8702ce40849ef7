/** A pipeline: the requests of one HTTP body, run in order on one stream. */
import { type HranaError, toHranaError } from './hrana-error.ts';
import type { Condition, Step, StreamRequest } from './request.ts';
import { execute, executeSequence, type StatementResult, type Stream } from './stream.ts';

type BatchResult = {
  readonly step_results: (StatementResult | null)[];
  readonly step_errors: (HranaError | null)[];
};

type StreamResponse =
  | { readonly type: 'execute'; readonly result: StatementResult }
  | { readonly type: 'batch'; readonly result: BatchResult }
  | { readonly type: 'get_autocommit'; readonly is_autocommit: boolean }
  | { readonly type: 'sequence' | 'store_sql' | 'close_sql' | 'close' };

type StreamResult =
  | { readonly type: 'ok'; readonly response: StreamResponse }
  | { readonly type: 'error'; readonly error: HranaError };

/** Whether a step's condition holds after the steps so far. */
function holds(condition: Condition, { step_results, step_errors }: BatchResult, isAutocommit: boolean): boolean {
  const each = (inner: Condition): boolean => holds(inner, { step_results, step_errors }, isAutocommit);
  switch (condition.type) {
    case 'ok':
      return (step_results[condition.step] ?? null) !== null;
    case 'error':
      return (step_errors[condition.step] ?? null) !== null;
    case 'not':
      return !each(condition.cond);
    case 'and':
      return condition.conds.every(each);
    case 'or':
      return condition.conds.some(each);
    case 'is_autocommit':
      return isAutocommit;
    default:
      return condition satisfies never;
  }
}

async function runBatch(stream: Stream, steps: readonly Step[]): Promise<BatchResult> {
  const result: BatchResult = { step_results: [], step_errors: [] };
  for (const [at, { condition, stmt }] of steps.entries()) {
    result.step_results[at] = null;
    result.step_errors[at] = null;
    if (condition && !holds(condition, result, !stream.connection.inTransaction)) continue;
    try {
      result.step_results[at] = await execute(stream, stmt);
    } catch (error) {
      result.step_errors[at] = toHranaError(error);
    }
  }
  return result;
}

async function answer(stream: Stream, request: StreamRequest): Promise<StreamResponse> {
  switch (request.type) {
    case 'execute':
      return { type: 'execute', result: await execute(stream, request.stmt) };
    case 'batch':
      return { type: 'batch', result: await runBatch(stream, request.batch.steps) };
    case 'sequence':
      executeSequence(stream, request);
      return { type: 'sequence' };
    case 'store_sql':
      stream.sqlById.set(request.sql_id, request.sql);
      return { type: 'store_sql' };
    case 'close_sql':
      stream.sqlById.delete(request.sql_id);
      return { type: 'close_sql' };
    case 'get_autocommit':
      return { type: 'get_autocommit', is_autocommit: !stream.connection.inTransaction };
    case 'close':
      return { type: 'close' };
    default:
      return request satisfies never;
  }
}

/** The result of each request; an error of one does not stop the next. */
export async function runPipeline(stream: Stream, requests: readonly StreamRequest[]): Promise<StreamResult[]> {
  const results: StreamResult[] = [];
  for (const request of requests) {
    try {
      results.push({ type: 'ok', response: await answer(stream, request) });
    } catch (error) {
      results.push({ type: 'error', error: toHranaError(error) });
    }
  }
  return results;
}
