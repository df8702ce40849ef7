/** `npm run dev`: the service on this machine, over a local D1 database with all migrations applied. */
import { readServeOptions } from './serve-options.ts';
import { stopSignal } from './stop-signal.ts';
import { runWrangler, runWranglerQuietly } from './wrangler.ts';

const { serve, choose } = readServeOptions(process.argv.slice(2));
const stop = stopSignal();

const migrated = await runWranglerQuietly(['d1', 'migrations', 'apply', 'DB', '--local', ...choose], stop);
process.exitCode =
  migrated !== 0 || stop.aborted ? migrated : await runWrangler(['dev', '--test-scheduled', ...serve], stop);
