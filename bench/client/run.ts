/** `npm run bench:client`: measures the client; a missed target is a failure. */
import { runBenchmark } from '../run-benchmark.ts';
import { benchClient, parts } from './bench.ts';

if (!(await runBenchmark(parts, benchClient))) process.exitCode = 1;
