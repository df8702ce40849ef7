/** What happens to a request before its route: steps that look at it, put something on it, or refuse it. */
import type { Context, MiddlewareHandler } from 'hono';
import type { AppEnv } from './app-env.ts';

/** One step; it refuses by throwing a ProblemError. */
export type Step<Bindings extends object = object> = (c: Context<AppEnv<Bindings>>) => void;

/** The steps as one middleware: each of its own would cost as much as most of them do. */
export function inOrder<Bindings extends object>(
  ...steps: readonly Step<Bindings>[]
): MiddlewareHandler<AppEnv<Bindings>> {
  return function inOrder(c, next) {
    for (const step of steps) step(c);
    return next();
  };
}
