/** A store in memory whose disk can be broken, and repaired. */
import type { StoreKind } from '../../../client/store/local-store.ts';
import { memoryStore } from '../../../client/store/memory.ts';
import { StoreError } from '../../../client/store/store-error.ts';

export class FailingDisk {
  /** While it is, every transaction that writes fails, and nothing of it is written. */
  broken = false;
  /** How many more transactions may write before one fails. */
  good = Number.POSITIVE_INFINITY;
  readonly #kind = memoryStore();

  readonly kind: StoreKind = {
    open: async (name) => {
      const store = await this.#kind.open(name);
      return {
        ...store,
        transact: (kind, work) => {
          if (kind === 'read' || !this.#fails()) return store.transact(kind, work);
          return Promise.reject(new StoreError('full', 'The disk is full.'));
        },
      };
    },
    delete: (name) => this.#kind.delete(name),
  };

  #fails(): boolean {
    this.good -= 1;
    return this.broken || this.good === -1;
  }
}
