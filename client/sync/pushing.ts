/** What a push may be asked for, and what it gives. */
import type { PushError } from './push-error.ts';

export type PushOptions = {
  /** Only operations of these tables; of all without it. */
  readonly tables?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
  /**
   * Where the service takes an operation a request, requests at one time, 1 to 8; 1 keeps the order between records, so
   * that parents arrive before children.
   */
  readonly parallel?: number;
};

export type PushResult = {
  /** Operations that are on the server now. */
  readonly completed: number;
  /**
   * Operations that the server refused and nobody has decided about; they and what follows them on their records wait.
   */
  readonly errors: readonly PushError[];
};
