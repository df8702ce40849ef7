/** Our client against others, and in a browser against the browser's own store. */
import type { Measure } from '../measure-parts.ts';
import { measureBrowserEdits } from './browser-edits.ts';
import { measureEdits } from './edits.ts';
import { measureIncrements } from './increments.ts';
import { measurePulls } from './pulls.ts';
import { measurePushes } from './pushes.ts';

export const measures = {
  edits: measureEdits,
  pushes: measurePushes,
  pulls: measurePulls,
  increments: measureIncrements,
  browser: measureBrowserEdits,
} as const satisfies Record<string, Measure>;

export const parts = ['edits', 'pushes', 'pulls', 'increments', 'browser'] as const;
