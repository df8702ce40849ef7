/** Waiting for the lock of another stream. */
import { setTimeout as delay } from 'node:timers/promises';
import { sqliteCode } from './hrana-error.ts';

const pauseMs = 5;

/**
 * What `work` returns, tried again while another stream holds the write lock, for at most `busyMs`. The driver is
 * synchronous: SQLite's own busy timeout would stop this process, and with it the stream that could let go.
 */
export async function patiently<T>(busyMs: number, work: () => T): Promise<T> {
  const deadline = performance.now() + busyMs;
  for (;;) {
    try {
      return work();
    } catch (error) {
      // A stale snapshot (SQLITE_BUSY_SNAPSHOT) can never succeed.
      if (sqliteCode(error) !== 'SQLITE_BUSY' || performance.now() >= deadline) throw error;
    }
    await delay(pauseMs);
  }
}
