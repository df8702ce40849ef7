import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningWorker, startWorker } from './start-worker.ts';

const modules = {
  'tidemark/client': 'client/index.ts',
  'tidemark/client/indexeddb': 'client/store/indexeddb.ts',
  '../src/tables.ts': 'src/tables.ts',
};

let worker: RunningWorker;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'client-readme-'));
  worker = await startWorker();
});
afterAll(async () => {
  await worker.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** All code of the README as one program, which imports from where these modules are. */
function readProgram(places: Readonly<Record<string, string>>): string {
  const markdown = readFileSync('client/README.md', 'utf8');
  const blocks = Array.from(markdown.matchAll(/^```ts\n([\s\S]*?)^```$/gm), ([, block]) => block ?? '');
  return Object.entries(places).reduce(
    (program, [name, place]) => program.replaceAll(`'${name}'`, JSON.stringify(resolve(place))),
    blocks.join('\n'),
  );
}

/** What the program says behind each `console.log` that it prints. */
const promisedBy = (program: string): readonly string[] =>
  Array.from(program.matchAll(/console\.log\(.*\);? \/\/ (.*)$/gm), ([, line]) => line ?? '');

test('the code of the client README compiles', () => {
  const program = readProgram(modules);
  expect(promisedBy(program).length).toBeGreaterThan(10);
  writeFileSync(join(folder, 'readme.ts'), program);
  const compilerOptions = { noUnusedLocals: false, typeRoots: [resolve('node_modules/@types')] };
  const config = { extends: resolve('tsconfig.client-test.json'), compilerOptions, include: [], files: ['readme.ts'] };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  const { status, stdout } = spawnSync('npx', ['tsc', '-p', folder], { encoding: 'utf8' });
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
});

test('the code of the client README runs against the service, and prints what it says', async () => {
  const program = readProgram({ ...modules, 'tidemark/client/indexeddb': 'test/node/client-readme/indexeddb.ts' });
  writeFileSync(join(folder, 'run.ts'), program.replaceAll('http://localhost:8787', worker.url));
  const { stdout } = await promisify(execFile)(process.execPath, [join(folder, 'run.ts')]);
  expect(stdout.trimEnd().split('\n')).toEqual(promisedBy(program));
});
