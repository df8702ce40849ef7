/** Methods that an address does not take. */
import type { Handler } from 'hono';
import type { Dialect } from '../protocol/dialect.ts';
import { ProblemError } from '../protocol/problem.ts';
import type { AppEnv } from './app-env.ts';
import { problemReply, type Reply } from './reply.ts';
import { respond } from './respond.ts';

/** Answers 405 with the methods that the address does take. */
export function refuseMethod(allowed: string): Handler<AppEnv> {
  return function refuseMethod(c) {
    return respond(c, methodReply(allowed, c.get('dialect')));
  };
}

/** The 405 that names the methods which are allowed. */
export function methodReply(allowed: string, dialect: Dialect): Reply {
  const problem = new ProblemError('method_not_allowed', `This address takes ${allowed}.`);
  return problemReply(problem, dialect, { Allow: allowed });
}
