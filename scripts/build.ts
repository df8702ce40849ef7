/** `npm run build [FOLDER]`: the client's modules and types, in `dist` unless told otherwise. */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundleClient } from './client-bundle.ts';

const [folder = 'dist'] = process.argv.slice(2);
rmSync(folder, { recursive: true, force: true });
await bundleClient(join(folder, 'client'));
const types = ['tsc', '-p', 'tsconfig.build.json', '--outDir', join(folder, 'types')];
execFileSync('npx', types, { stdio: 'inherit' });
