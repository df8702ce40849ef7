/**
 * A worker in processes of its own, which can be killed at any moment and started again on the same port and database.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { findFreePort } from '../spawn-service.ts';
import { bundleWorker } from './bundle-worker.ts';

export type KillableWorker = {
  readonly url: string;
  /** Kills node and workerd at once, as a power cut does, and waits until they are gone. */
  kill(): Promise<void>;
  /** Starts it again; it answers when this returns. */
  start(): Promise<void>;
  /** The rows of a query of the database's file; only while the worker is not running. */
  query(sql: string): readonly Record<string, unknown>[];
  /** Kills it, and removes its data. */
  remove(): Promise<void>;
};

/** A worker on an empty migrated database, which answers when this returns. */
export async function openKillableWorker(): Promise<KillableWorker> {
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-killed-'));
  const worker = await bundleWorker(folder);
  const port = await findFreePort();
  let end = async (): Promise<void> => {};
  const start = async (): Promise<void> => {
    const args = ['test/node/faults/serve-bundle.ts', worker, folder, String(port)];
    const child = spawn(process.execPath, args, { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    let printed = '';
    child.stderr.on('data', (chunk) => (printed += String(chunk)));
    const closed = once(child, 'close');
    end = async () => {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      end = async () => {};
      await closed;
    };
    await Promise.race([
      once(child.stdout, 'data'),
      closed.then(() => Promise.reject(new Error(`It did not start: ${printed}`))),
    ]);
  };
  await start();
  const query: KillableWorker['query'] = (sql) => {
    const [file = ''] = globSync(join(folder, 'd1/*/*.sqlite')).filter((path) => !path.endsWith('metadata.sqlite'));
    const database = new DatabaseSync(file);
    try {
      return database.prepare(sql).all();
    } finally {
      database.close();
    }
  };
  const remove = async (): Promise<void> => {
    await end();
    rmSync(folder, { recursive: true, force: true });
  };
  return { url: `http://127.0.0.1:${port}`, kill: () => end(), start, query, remove };
}
