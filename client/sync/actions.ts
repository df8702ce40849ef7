/** Pushes, pulls and purges, one after the other: in this tab in the order of the calls, and never two in all tabs. */
import { StoreError } from '../store/store-error.ts';
import { SyncError } from '../sync-error.ts';

export type Exclusively = <Result>(work: () => Promise<Result>) => Promise<Result>;

export class Actions {
  readonly #exclusively: Exclusively;
  #last: Promise<unknown> = Promise.resolve();

  constructor(exclusively: Exclusively) {
    this.#exclusively = exclusively;
  }

  /** What `action` gives, after all that were called before have ended, however they did. */
  run<Result>(action: () => Promise<Result>, signal?: AbortSignal): Promise<Result> {
    const turn = this.#last.then(() => {
      if (signal?.aborted) throw new SyncError('cancelled-by-signal');
      return this.#exclusively(action);
    });
    this.#last = turn.catch(() => undefined);
    return turn.catch((error: unknown) => {
      throw error instanceof StoreError ? new SyncError('cancelled-by-store', error.message, { cause: error }) : error;
    });
  }
}
