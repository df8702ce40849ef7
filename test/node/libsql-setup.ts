/**
 * Starts a libSQL server for the run; the tests in Workers make a database of their own on it, by a name in the path.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startLibsqlServer } from '../../scripts/libsql-server/server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The address of the server, without a slash at the end; a database is at `{libsqlUrl}/{name}/`. */
    libsqlUrl: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'tidemark-libsql-'));
  const server = await startLibsqlServer({ folder });
  project.provide('libsqlUrl', server.url);
  return async () => {
    await server.stop();
    await rm(folder, { recursive: true });
  };
}
