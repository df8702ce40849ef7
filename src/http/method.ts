/** Methods that an address does not take. */
import type { Handler } from 'hono';
import { ProblemError } from '../protocol/problem.ts';
import type { AppEnv } from './app-env.ts';
import { answerProblem } from './on-error.ts';

/** Answers 405 with the methods that the address does take. */
export function refuseMethod(allowed: string): Handler<AppEnv> {
  return function refuseMethod(c) {
    const problem = new ProblemError('method_not_allowed', `This address takes ${allowed}.`);
    const answer = answerProblem(c, problem);
    answer.headers.set('Allow', allowed);
    return answer;
  };
}
