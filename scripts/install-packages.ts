/** Packages of a folder of its own, installed on first use, so that the project's install stays light. */
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Installs what the package-lock.json of the folder locks, unless that has been done since it last changed. */
export function installPackages(at: URL): void {
  const folder = fileURLToPath(at);
  const installed = `${folder}node_modules/.package-lock.json`;
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(`${folder}package-lock.json`).mtimeMs) return;
  console.error(`Installing what only ${folder} needs (npm ci) ...`);
  // Standard output belongs to the figures of benchmarks. No package of these has a script that is needed.
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--prefix', folder], {
    stdio: ['ignore', process.stderr.fd, process.stderr.fd],
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`npm ci failed in ${folder}; its words are above.`);
}
