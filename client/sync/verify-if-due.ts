/** When a pull is followed by a look at whether this device has what the service has. */
import { SyncError } from '../sync-error.ts';
import type { Device } from './device.ts';
import { allMarks } from './pull-mark.ts';
import type { Pull } from './pulling.ts';
import { verifyTable } from './verify.ts';

const dayMs = 24 * 60 * 60 * 1000;

/**
 * Under which name that is kept when a list was last looked at, in milliseconds since 1970, next to the mark of this
 * name.
 */
const verifiedName = (mark: string): string => `verified|${mark.slice(allMarks.length)}`;

/** When lists were last looked at, by the names of their marks, as far as that was read in this tab. */
const known = new WeakMap<Device, Map<string, number>>();

/**
 * Looks, if that was not done for a while. What comes in between ends the look, and not the pull, which has been done.
 */
export async function verifyIfDue(device: Device, { name, asked, options, walk }: Pull): Promise<void> {
  if (name === undefined || !walk.isTracked || device.untracked.has(asked.table)) return;
  if (await isDue(device, name)) await verifyTable(device, asked, options).catch(passOver);
}

/** Takes note of it as done, so that one that cannot be done now is not tried at each pull. */
async function isDue(device: Device, name: string): Promise<boolean> {
  const { options, environment, transact } = device;
  const { verifyEveryMs = dayMs } = options;
  const now = environment.now();
  // A clock that was set back would otherwise keep it off for long.
  const isLong = (last: number): boolean => Math.abs(now - last) >= verifyEveryMs;
  const times = known.get(device) ?? new Map<string, number>();
  known.set(device, times);
  const last = times.get(name);
  if (last !== undefined && !isLong(last)) return false;
  // Another tab may have looked meanwhile.
  const [stored] = await transact('read', ({ config }) => config.get([verifiedName(name)]));
  const since = typeof stored === 'number' ? stored : undefined;
  const due = since !== undefined && isLong(since);
  if (since === undefined || due) await transact('pull', ({ config }) => config.put([[verifiedName(name), now]]));
  times.set(name, due ? now : (since ?? now));
  return due;
}

function passOver(error: unknown): void {
  if (!(error instanceof SyncError)) throw error;
}
