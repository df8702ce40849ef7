/** How often property tests try: as often as CI has time for, or, in `npm run nightly`, many times that. */
import fc, { type Parameters, type RunDetails } from 'fast-check';
import { expect, inject } from 'vitest';
import type { Soak } from './soak.ts';

/**
 * The options of a property that CI tries `count` times. Each new run of CI has a new seed, which a failure tells; a
 * soak has the one that it was given, and each property tells how far it came.
 */
export function runs(count: number): Parameters<unknown> {
  const soak: Soak | undefined = inject('soak');
  if (soak === undefined) return { numRuns: count };
  const { seed, times, minutes } = soak;
  return { seed, numRuns: count * times, plugins: [fc.interruptAfterTimeLimit(minutes * 60_000), tell] };
}

const tell = () => ({
  onAllRunsComplete: ({ seed, numRuns, failed }: RunDetails<unknown>) => {
    // biome-ignore lint/suspicious/noConsole: this is what a soak is watched by
    console.log(
      `${failed ? 'FAILED' : 'held'} after ${numRuns} runs, seed ${seed}: ${expect.getState().currentTestName}`,
    );
  },
});
