/** The Worker as one file, bundled as Wrangler does it. */
import { join } from 'node:path';
import { build } from 'esbuild';

/** Bundles `src/index.ts` into the folder; the path of the module. */
export async function bundleWorker(folder: string): Promise<string> {
  const outfile = join(folder, 'worker.mjs');
  const conditions = ['workerd', 'worker', 'browser'];
  await build({ entryPoints: ['src/index.ts'], bundle: true, format: 'esm', target: 'es2024', conditions, outfile });
  return outfile;
}
