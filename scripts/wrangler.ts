/** Wrangler, run so that it stays on this machine and ends with the script that runs it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../bin/wrangler.js', import.meta.resolve('wrangler')));

/** No calls home, no trace of every request on disk, no banner. What the caller's environment says wins. */
const environment = {
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  WRANGLER_HIDE_BANNER: 'true',
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_WRITE_LOGS: 'false',
  X_LOCAL_EXPLORER: 'false',
  X_LOCAL_OBSERVABILITY: 'false',
  ...process.env,
};

/** How a program starts Wrangler to read what it prints, without questions. */
export function wranglerCommand(args: readonly string[]) {
  return { file: process.execPath, args: [program, ...args], env: { ...environment, CI: '1' } };
}

/** The exit code of a child, which is told to stop when the signal fires; 0 if it was stopped so. */
async function ended(child: ChildProcess, stop: AbortSignal): Promise<number> {
  const end = (): boolean => child.kill('SIGTERM');
  if (stop.aborted) end();
  stop.addEventListener('abort', end, { once: true });
  const [code]: unknown[] = await once(child, 'exit');
  stop.removeEventListener('abort', end);
  if (stop.aborted) return 0;
  return typeof code === 'number' ? code : 1;
}

/** Runs Wrangler in this terminal until it ends; its exit code. */
export async function runWrangler(args: readonly string[], stop: AbortSignal): Promise<number> {
  return ended(spawn(process.execPath, [program, ...args], { env: environment, stdio: 'inherit' }), stop);
}

/** Runs Wrangler without questions, and without a word unless it fails; its exit code. */
export async function runWranglerQuietly(args: readonly string[], stop: AbortSignal): Promise<number> {
  const { file, args: all, env } = wranglerCommand(args);
  const child = spawn(file, all, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [code, ...printed] = await Promise.all([ended(child, stop), text(child.stdout), text(child.stderr)]);
  if (code !== 0) console.error(`wrangler ${args.join(' ')} failed:\n${printed.join('\n')}`);
  return code;
}
