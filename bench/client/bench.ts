/** Our client against others, and in a browser against the browser's own store. */
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDisk } from '../disk.ts';
import type { Figure, Report } from '../report.ts';
import { median } from '../statistics.ts';
import { measureBrowserEdits } from './browser-edits.ts';
import { measureEdits } from './edits.ts';
import { measureIncrements } from './increments.ts';
import { measurePulls } from './pulls.ts';
import { measurePushes } from './pushes.ts';

/** Keeps its data in the folder, and calls `betweenRounds` there. */
type Measure = (folder: string, betweenRounds: () => void) => Promise<readonly Figure[]>;

const measures = {
  edits: measureEdits,
  pushes: measurePushes,
  pulls: measurePulls,
  increments: measureIncrements,
  browser: measureBrowserEdits,
} as const satisfies Record<string, Measure>;

export type Part = keyof typeof measures;

export const parts: readonly Part[] = ['edits', 'pushes', 'pulls', 'increments', 'browser'];

/** Measures these parts, each on servers of its own, which are gone afterwards. */
export async function benchClient(report: Report, chosen: readonly Part[]): Promise<void> {
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
