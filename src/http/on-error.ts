/** The server's only catch: prints problems, hides everything else, and logs what nobody expected. */
import type { Context } from 'hono';
import { printProblem } from '../core/problem-body.ts';
import { DatabaseError } from '../db/db.ts';
import { ProblemError } from '../protocol/problem.ts';
import type { AppEnv } from './app-env.ts';
import { logError } from './log.ts';

const maxRetryAfterSeconds = 5;

/** Answers a request whose handling ended with an error. */
export function onError<Bindings extends object>(error: Error, c: Context<AppEnv<Bindings>>): Response {
  return answerProblem(c, toProblem(error, c));
}

/** The answer that tells of a problem, in the dialect of the request. */
export function answerProblem<Bindings extends object>(c: Context<AppEnv<Bindings>>, problem: ProblemError): Response {
  const { status, body, contentType } = printProblem(problem, c.get('dialect') ?? '3.0');
  const headers = new Headers({ 'Content-Type': contentType, 'Cache-Control': 'no-store' });
  if (problem.retryAfterSeconds !== undefined) headers.set('Retry-After', String(problem.retryAfterSeconds));
  return new Response(JSON.stringify(body), { status, headers });
}

function toProblem<Bindings extends object>(error: Error, c: Context<AppEnv<Bindings>>): ProblemError {
  if (error instanceof ProblemError) return error;
  logError(error, c.req);
  if (error instanceof DatabaseError && error.failure === 'unavailable') {
    const retryAfterSeconds = 1 + Math.floor(c.get('environment').random() * maxRetryAfterSeconds);
    const detail = `Try again in ${retryAfterSeconds} seconds, with the same operation key if you send one.`;
    return new ProblemError('database_unavailable', detail, { cause: error, retryAfterSeconds });
  }
  if (error instanceof DatabaseError && error.failure === 'too_large') {
    const detail = 'A record, or a text that a filter makes, would be larger than the database takes.';
    return new ProblemError('body_too_large', detail, { cause: error });
  }
  return new ProblemError('internal_error', 'The server failed; its log says why.', { cause: error });
}
