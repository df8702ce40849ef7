/** What an app says of its tables when it makes the client. */
import type { DeclaredColumns } from '../query/columns.ts';
import type { PushError } from './push-error.ts';

/** Decides about a refused operation by calling its actions; what it gives back is waited for. */
export type ErrorHandler = (error: PushError) => unknown;

/** Who decides about refusals. */
export type Handlers = {
  readonly onConflict?: ErrorHandler;
  /** About other refusals. */
  readonly onError?: ErrorHandler;
};

/** The client's handlers decide where a table has none of its own. */
export type TableOptions = Handlers & {
  /**
   * The columns that this device keeps, with their kinds. Without them it keeps all, and takes numbers for numbers and
   * text for text; declare columns of the kinds `bigint`, `integer` and `json`, and tables of which only some are
   * needed.
   */
  readonly columns?: DeclaredColumns;
};
