/** How long this disk takes to make 4 KiB durable: what no insert can be faster than, whoever makes it. */
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';

type Disk = {
  /** Milliseconds of each of so many writes of 4 KiB that were followed by fdatasync. */
  sample(count: number): number[];
  close(): void;
};

const block = Buffer.alloc(4096, 1);

/** A file in the folder, written to over and over. */
export function openDisk(folder: string): Disk {
  const file = openSync(join(folder, 'fdatasync'), 'w');
  const timed = (): number => {
    writeSync(file, block);
    const start = performance.now();
    fdatasyncSync(file);
    return performance.now() - start;
  };
  return { sample: (count) => Array.from({ length: count }, timed), close: () => closeSync(file) };
}
