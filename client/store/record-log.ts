/** Changes of records on their way into the store: all that wait at one time are written in one transaction. */
import type { LocalStore } from './local-store.ts';
import { loadWorkingSet, type RecordKey, type WorkingSet } from './working-set.ts';

type Waiting = {
  readonly key: RecordKey;
  /** @returns what tells the one who waits that it is on the disk, or why it is not */
  readonly decide: (set: WorkingSet) => () => void;
  readonly reject: (error: unknown) => void;
};

/** As many as a batch has answers. */
const maxGroup = 1000;

/** How long a patient change waits for others, in milliseconds. */
const patienceMs = 50;

export type RecordLog = {
  /**
   * What `decide` gives, after what it changed of this record is on the disk. Changes are made in the order of the
   * calls, each on what all before it have made. When `decide` throws, nothing of it is written, and the others are not
   * touched. A patient one waits a little for others, unless it is written with one that is not, or by `flush`.
   */
  commit<Result>(key: RecordKey, decide: (set: WorkingSet) => Result, isPatient?: boolean): Promise<Result>;
  /** Writes all that waits, at once; resolves when nothing waits any more. */
  flush(): Promise<void>;
};

/** `changed` is told of the records that a transaction has changed, after it is committed; it must not throw. */
export function openRecordLog(
  transact: LocalStore['transact'],
  changed: (keys: readonly RecordKey[]) => void,
): RecordLog {
  const waiting: Waiting[] = [];
  let writing: Promise<void> | undefined;
  /** The one that was written last. */
  let last: WorkingSet | undefined;
  const writeGroup = async (group: readonly Waiting[]): Promise<void> => {
    try {
      const written = await transact('edit', async (transaction) => {
        const keys = group.map(({ key }) => key);
        const set = await loadWorkingSet(transaction, keys, last);
        const ends = group.map(({ decide }) => decide(set));
        return { ends, changed: await set.save(), set };
      });
      last = written.set;
      for (const end of written.ends) end();
      changed(written.changed);
    } catch (error) {
      // One change that is too large must not take the others with it.
      if (group.length > 1) for (const change of group) await writeGroup([change]);
      else group[0]?.reject(error);
    }
  };
  const write = async (): Promise<void> => {
    // Edits that are made in one go become one transaction.
    await Promise.resolve();
    while (waiting.length > 0) await writeGroup(waiting.splice(0, maxGroup));
    writing = undefined;
  };
  const flush = (): Promise<void> => {
    writing ??= write();
    return writing;
  };
  return {
    commit: (key, decide, isPatient) =>
      new Promise((resolve, reject) => {
        waiting.push({
          key,
          decide: (set) => {
            try {
              const result = decide(set);
              return () => resolve(result);
            } catch (error) {
              return () => reject(error);
            }
          },
          reject,
        });
        if (!isPatient) void flush();
        else if (waiting.length === 1) setTimeout(flush, patienceMs);
      }),
    flush,
  };
}
