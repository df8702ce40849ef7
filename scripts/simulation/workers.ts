/** Processes that share runs of the simulator. */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { SimulationReport } from '../../src/testing/simulate.ts';
import type { Task } from './worker.ts';

/**
 * Much code is run, none of it often, and much is dropped at once: a sixth faster than with what V8 takes by itself.
 */
const swift = ['--min-semi-space-size=64', '--max-semi-space-size=64', '--always-sparkplug'];

export type Workers = {
  /** The report of each task, as soon as it is there, in the order of the tasks. */
  readonly run: (tasks: readonly Task[]) => readonly Promise<SimulationReport>[];
  readonly close: () => void;
};

/**
 * Opens so many. They run all code as one file: to look for modules, which the client does whenever it needs what it
 * does not load at its start, is a good part of a run else.
 */
export async function openWorkers(count: number): Promise<Workers> {
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-simulation-'));
  const file = join(folder, 'worker.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL('worker.ts', import.meta.url))],
    outfile: file,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    logLevel: 'warning',
  });
  const idle = Array.from({ length: count }, () => fork(file, { execArgv: swift }));
  const waiting: ((worker: ChildProcess) => void)[] = [];
  const all = [...idle];
  const free = (worker: ChildProcess): void => {
    const next = waiting.shift();
    if (next === undefined) idle.push(worker);
    else next(worker);
  };
  const taken = async (): Promise<ChildProcess> =>
    idle.shift() ?? new Promise<ChildProcess>((resolve) => waiting.push(resolve));
  const run = async (task: Task): Promise<SimulationReport> => {
    const worker = await taken();
    try {
      return await answered(worker, task);
    } finally {
      free(worker);
    }
  };
  return {
    run: (tasks) => tasks.map(run),
    close: () => {
      for (const worker of all) worker.disconnect();
      rmSync(folder, { recursive: true });
    },
  };
}

type Answer = { readonly report: SimulationReport } | { readonly error: string };

function answered(worker: ChildProcess, task: Task): Promise<SimulationReport> {
  return new Promise((resolve, reject) => {
    const end = (): void => {
      worker.off('message', onMessage);
      worker.off('exit', onExit);
    };
    const onMessage = (answer: Answer): void => {
      end();
      if ('report' in answer) resolve(answer.report);
      else reject(new Error(answer.error));
    };
    const onExit = (code: number | null): void => {
      end();
      reject(new Error(`A process of the simulator has ended with ${code}, at seed ${task.seed} or behind it.`));
    };
    worker.on('message', onMessage).on('exit', onExit);
    worker.send(task);
  });
}
