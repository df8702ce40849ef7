/** The request, as code of an app sees it. */
import type { Context } from 'hono';
import type { Caller } from '../code/caller.ts';
import type { AppEnv } from './app-env.ts';
import { logError } from './log.ts';

export function callerOf<Bindings extends object>(c: Context<AppEnv<Bindings>>): Caller {
  return {
    openDb: c.get('openDb'),
    environment: c.get('environment'),
    requestId: c.get('requestId'),
    principal: c.get('principal'),
    dialect: c.get('dialect'),
    headers: c.req.raw.headers,
    later: (work) => runLater(c, work),
  };
}

function runLater<Bindings extends object>(c: Context<AppEnv<Bindings>>, work: () => Promise<void>): void {
  const { method, path } = c.req;
  const done = Promise.resolve()
    .then(work)
    .catch((error: unknown) => logError(toError(error), { method, path }, c.get('requestId')));
  executionOf(c)?.waitUntil(done);
}

const toError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));

/** Hono throws where the app was called without one. */
function executionOf<Bindings extends object>(
  c: Context<AppEnv<Bindings>>,
): { waitUntil(promise: Promise<unknown>): void } | undefined {
  try {
    return c.executionCtx;
  } catch {
    return undefined;
  }
}
