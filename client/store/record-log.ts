/** Changes of records on their way into the store: all that wait at one time are written in one transaction. */
import type { LocalStore } from './local-store.ts';
import { type RecordKey, WorkingSet } from './working-set.ts';

type Change<Result> = { readonly key: RecordKey; readonly decide: (set: WorkingSet) => Result };
type Waiting = Change<unknown> & { readonly settled: (outcome: Settled) => void };
type Settled = { readonly value: unknown } | { readonly error: unknown };

const maxGroup = 500;

export class RecordLog {
  readonly #openStore: () => Promise<LocalStore>;
  readonly #changed: (keys: readonly RecordKey[]) => void;
  #waiting: Waiting[] = [];
  #writing: Promise<void> | undefined;

  /** `changed` is told of the records that a transaction has changed, after it is committed; it must not throw. */
  constructor(openStore: () => Promise<LocalStore>, changed: (keys: readonly RecordKey[]) => void) {
    this.#openStore = openStore;
    this.#changed = changed;
  }

  /**
   * What `decide` gives, after what it changed of this record is on the disk. Changes are made in the order of the calls,
   * each on what all before it have made. When `decide` throws, nothing of it is written, and the others are not touched.
   */
  commit<Result>(key: RecordKey, decide: (set: WorkingSet) => Result): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      let result: { readonly value: Result } | undefined;
      this.#waiting.push({
        key,
        decide: (set) => {
          result = { value: decide(set) };
        },
        settled: (outcome) => {
          if (result !== undefined && 'value' in outcome) resolve(result.value);
          else reject('error' in outcome ? outcome.error : new Error('A change was settled without being decided.'));
        },
      });
      this.#writing ??= this.#write();
    });
  }

  /** Resolves when nothing waits. */
  async idle(): Promise<void> {
    while (this.#writing !== undefined) await this.#writing;
  }

  async #write(): Promise<void> {
    // Edits that are made in one go become one transaction.
    await Promise.resolve();
    while (this.#waiting.length > 0) await this.#writeGroup(this.#waiting.splice(0, maxGroup));
    this.#writing = undefined;
  }

  async #writeGroup(group: readonly Waiting[]): Promise<void> {
    const keys = group.map(({ key }) => key);
    const decideAll = (set: WorkingSet): Settled[] => group.map(({ decide }) => attempt(() => decide(set)));
    try {
      const store = await this.#openStore();
      const { outcomes, changed } = await store.transact('edit', async (transaction) => {
        const set = await WorkingSet.load(transaction, keys);
        return { outcomes: decideAll(set), changed: await set.save() };
      });
      outcomes.forEach((outcome, i) => {
        group[i]?.settled(outcome);
      });
      if (changed.length > 0) this.#changed(changed);
    } catch (error) {
      await this.#writeAlone(group, error);
    }
  }

  /** One change that is too large must not take the others with it. */
  async #writeAlone(group: readonly Waiting[], error: unknown): Promise<void> {
    if (group.length > 1) for (const change of group) await this.#writeGroup([change]);
    else group[0]?.settled({ error });
  }
}

function attempt(decide: () => unknown): Settled {
  try {
    return { value: decide() };
  } catch (error) {
    return { error };
  }
}
