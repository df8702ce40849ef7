/** One more try at what a lost database call was to do. */
import { DatabaseError } from './db.ts';

/** The result of `run`, which is started once more if the database was unavailable. It must be safe to repeat. */
export async function attemptTwice<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof DatabaseError && error.failure === 'unavailable') return run();
    throw error;
  }
}
