/** Starts the real service for the run of one project. */
import type { TestProject } from 'vitest/node';
import { startWorker } from '../../node/start-worker.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The address of the service of test/worker/owned, without a slash at the end. */
    service: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { url, stop } = await startWorker({ folder: 'test/worker/owned' });
  project.provide('service', url);
  return stop;
}
