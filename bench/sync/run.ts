/** `npm run bench:sync`: what synchronizing takes, ours and others'; a missed target is a failure. */
import { measureIncrements } from '../client/increments.ts';
import { measureParts } from '../measure-parts.ts';
import { runBenchmark } from '../run-benchmark.ts';
import { measureGrowth } from './growth.ts';
import { measureSyncPushes } from './pushes.ts';
import { measureQueue } from './queue.ts';
import { measureRoundTrips } from './round-trips.ts';

const measures = {
  pushes: measureSyncPushes,
  increments: measureIncrements,
  distance: measureRoundTrips,
  queue: measureQueue,
  growth: measureGrowth,
} as const;
const parts = ['pushes', 'increments', 'distance', 'queue', 'growth'] as const;

const allHold = await runBenchmark(parts, (report, chosen) => measureParts(report, measures, chosen));
if (!allHold) process.exitCode = 1;
