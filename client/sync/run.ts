/** A push that is running. */
import type { Device } from './device.ts';
import type { PushError } from './push-error.ts';

/** A handler that always asks for one more try is asked so often, and no more. */
export const maxHandled = 5;

export type Run = {
  readonly device: Device;
  readonly signal: AbortSignal | undefined;
  /** Whether operations of this table are to be sent. */
  readonly isAsked: (of: { readonly table: string }) => boolean;
  completed: number;
  /** The errors of this push that no handler has handled, by the number of the operation. */
  readonly failed: Map<number, PushError>;
  /** What is still being written: the next request does not wait for it. */
  readonly writes: Promise<unknown>[];
  /** Why nothing more is sent. */
  stopped?: { readonly error: unknown };
};

export function stop(run: Run, error: unknown): undefined {
  run.stopped ??= { error };
}

/** Does not wait for what is being written; if that fails, nothing more is sent. */
export function writes(run: Run, written: Promise<unknown>): undefined {
  run.writes.push(written.catch((error: unknown) => stop(run, error)));
}
