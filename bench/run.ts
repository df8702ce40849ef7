/** `npm run bench`: measures the server. Missed targets are no failure. */
import { runBenchmark } from './run-benchmark.ts';
import { benchServer } from './server.ts';

await runBenchmark([], benchServer);
