/** `npm run bench:client`: measures the client; a missed target is a failure. */
import { measureParts } from '../measure-parts.ts';
import { runBenchmark } from '../run-benchmark.ts';
import { measures, parts } from './bench.ts';

const allHold = await runBenchmark(parts, (report, chosen) => measureParts(report, measures, chosen));
if (!allHold) process.exitCode = 1;
