/**
 * `npm run build [FOLDER]`: the modules and types of the client and of the simulator, in `dist` unless told otherwise.
 */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bundleClient } from './client-bundle.ts';

const [folder = 'dist'] = process.argv.slice(2);
rmSync(folder, { recursive: true, force: true });
await bundleClient(join(folder, 'client'));
await build({
  entryPoints: ['src/testing/index.ts'],
  outdir: join(folder, 'testing'),
  bundle: true,
  packages: 'external',
  format: 'esm',
  platform: 'node',
  target: 'node24',
  sourcemap: true,
  logLevel: 'warning',
});
const types = ['tsc', '-p', 'tsconfig.build.json', '--outDir', join(folder, 'types')];
execFileSync('npx', types, { stdio: 'inherit' });
