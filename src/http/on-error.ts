/** The server's only catch: prints problems, hides everything else, and logs what nobody expected. */
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { Caller } from '../code/caller.ts';
import { DatabaseError } from '../db/db.ts';
import { ProblemError } from '../protocol/problem.ts';
import type { AppEnv } from './app-env.ts';
import { type LoggedRequest, logError } from './log.ts';
import { problemReply } from './reply.ts';
import { respond } from './respond.ts';

const maxRetryAfterSeconds = 5;

/** Answers a request whose handling ended with an error. What Hono's own middleware refuses, it has an answer for. */
export function onError<Bindings extends object>(error: Error, c: Context<AppEnv<Bindings>>): Response {
  if (error instanceof HTTPException) return error.getResponse();
  const caller = { environment: c.get('environment'), requestId: c.get('requestId') };
  return respond(c, problemReply(toProblem(error, c.req, caller), c.get('dialect')));
}

/** What the log and an answer have to know besides. */
type Named = Pick<Caller, 'environment' | 'requestId'>;

/** What `run` comes to, or the problem that ended it: for one request of many, whose others go on. */
export async function orProblem<T>(
  run: () => T | Promise<T>,
  request: LoggedRequest,
  caller: Named,
): Promise<T | ProblemError> {
  try {
    return await run();
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    return toProblem(error, request, caller);
  }
}

/** What the client is told of an error; one that nobody expected is logged. */
function toProblem(error: Error, request: LoggedRequest, { environment: { random }, requestId }: Named): ProblemError {
  if (error instanceof ProblemError) return error;
  logError(error, request, requestId);
  if (error instanceof DatabaseError && error.failure === 'unavailable') {
    const retryAfterSeconds = 1 + Math.floor(random() * maxRetryAfterSeconds);
    const detail = `Try again in ${retryAfterSeconds} seconds, with the same operation key if you send one.`;
    return new ProblemError('database_unavailable', detail, { cause: error, retryAfterSeconds });
  }
  if (error instanceof DatabaseError && error.failure === 'too_large') {
    const detail = 'A record, or a text that a filter makes, would be larger than the database takes.';
    return new ProblemError('body_too_large', detail, { cause: error });
  }
  return new ProblemError('internal_error', 'The server failed; its log says why.', { cause: error });
}
