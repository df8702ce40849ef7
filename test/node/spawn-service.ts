/** The service as a user starts it, by an npm script, so that it can be killed as a power cut would. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

export type Service = {
  /** Where it answers, without a slash at the end. */
  readonly url: string;
  /** All that it has printed so far. */
  printed(): string;
  /** Sends a signal to npm and everything it started, and waits until they are gone. */
  end(signal: 'SIGKILL' | 'SIGTERM' | 'SIGINT'): Promise<void>;
};

/** A busy machine has been seen to need more than a minute. */
const startMs = 100_000;
const endMs = 15_000;

/** A port that is free now; another process could take it before it is used. */
export async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('No port is free.');
  return address.port;
}

/** The state and the group of a process, by proc_pid_stat(5); undefined if it ended meanwhile. */
function statOf(pid: string): { readonly state: string; readonly group: number } | undefined {
  try {
    const [state = '', , group] = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return { state, group: Number(group) };
  } catch {
    return undefined;
  }
}

/** Whether a process of the group runs. A zombie, for which process 1 of a container may never ask, does not. */
function isAlive(group: number): boolean {
  if (process.platform === 'linux') {
    const stats = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(statOf);
    return stats.some((stat) => stat?.group === group && stat.state !== 'Z');
  }
  try {
    return process.kill(-group, 0);
  } catch {
    return false;
  }
}

async function waitForEnd(group: number): Promise<void> {
  const deadline = performance.now() + endMs;
  while (isAlive(group)) {
    if (performance.now() > deadline) throw new Error(`Processes of group ${group} are left after ${endMs} ms.`);
    await delay(50);
  }
}

const isHealthy = async (url: string): Promise<boolean> => {
  const answer = await fetch(`${url}/health`).catch(() => undefined);
  return answer?.ok ?? false;
};

async function waitForHealth(url: string, child: ChildProcess, printed: () => string): Promise<void> {
  const deadline = performance.now() + startMs;
  while (!(await isHealthy(url))) {
    if (child.exitCode !== null || performance.now() > deadline) throw new Error(`No answer at ${url}:\n${printed()}`);
    await delay(50);
  }
}

/** Runs `npm run {script}` with its data under `folder`; it is healthy when this returns. */
export async function spawnService(script: string, folder: string): Promise<Service> {
  const port = await findFreePort();
  const args = ['run', script, '--', '--port', String(port), '--persist-to', folder];
  const child = spawn('npm', args, { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  await once(child, 'spawn');
  const group = child.pid ?? 0;
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += String(chunk)));
  const printed = (): string => text;
  const end: Service['end'] = async (signal) => {
    if (isAlive(group)) process.kill(-group, signal);
    await waitForEnd(group);
  };
  const url = `http://127.0.0.1:${port}`;
  try {
    await waitForHealth(url, child, printed);
  } catch (error) {
    await end('SIGKILL');
    throw error;
  }
  return { url, printed, end };
}
