/** Parts of a benchmark, each measured on servers of its own, in a folder that is gone afterwards. */
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDisk } from './disk.ts';
import type { Figure, Report } from './report.ts';
import { median } from './statistics.ts';

/** Keeps its data in the folder, and calls `betweenRounds` there. */
export type Measure = (folder: string, betweenRounds: () => void) => Promise<readonly Figure[]>;

/** Measures these parts, and beside each what the disk and the machine were like meanwhile. */
export async function measureParts<Part extends string>(
  report: Report,
  measures: Readonly<Record<Part, Measure>>,
  chosen: readonly Part[],
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const disk = openDisk(folder);
  for (const part of chosen) {
    const [syncsMs, loads]: [number[], number[]] = [[], []];
    const figures = await measures[part](folder, () => {
      syncsMs.push(...disk.sample(20));
      loads.push(loadavg()[0] ?? 0);
    });
    for (const figure of figures) report.add(figure);
    if (loads.length === 0) continue;
    report.add({ name: `${part}: fdatasync of 4 KiB on this disk meanwhile: median, ms`, value: median(syncsMs) });
    report.add({ name: `${part}: load of this machine meanwhile, our own included: median`, value: median(loads) });
  }
  disk.close();
}
