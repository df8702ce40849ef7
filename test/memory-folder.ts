/** A folder in memory for what tests keep: their databases and browsers are made anew each time. */
import { statfsSync } from 'node:fs';

const folder = '/dev/shm';
const neededBytes = 4 * 2 ** 30;

/**
 * A folder of the machine that is in memory and has 4 GB of room; undefined where there is none. Half of the time of a
 * test that writes is waiting for a disk, which shows nothing: a process that is killed loses nothing that it has
 * written to a file, on a disk or in memory.
 */
export function memoryFolder(): string | undefined {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize >= neededBytes ? folder : undefined;
  } catch {
    return undefined;
  }
}
