import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

/** What apps import, and where it is; all other imports are of the service, as its own files in `src` make them. */
const published: Readonly<Record<string, string>> = {
  'tidemark/client': 'client/index.ts',
  'tidemark/client/indexeddb': 'client/store/indexeddb.ts',
  'tidemark/client/login': 'client/login/index.ts',
  'tidemark/testing': 'src/testing/index.ts',
};

/** The blocks of the pages that are whole modules, each by its page and its place there. */
const modules = readdirSync('docs')
  .filter((name) => name.endsWith('.md'))
  .flatMap((name) => {
    const blocks = readFileSync(join('docs', name), 'utf8').matchAll(/^```ts\n(import [\s\S]*?)^```$/gm);
    return Array.from(blocks, ([, code = ''], at) => ({ file: name.replace('.md', `-${at + 1}.ts`), code }));
  });

const isOfApp = (code: string): boolean => code.includes("from 'tidemark/");

/** The code with each import leading to where the module is. */
const placed = (code: string): string =>
  code.replaceAll(/(?<=from )'(.+)'/g, (_, name: string) =>
    JSON.stringify(resolve(published[name] ?? join('src', name.replace(/^\.\.?\/(?:src\/)?/, '')))),
  );

test.each([
  { who: 'apps', config: 'tsconfig.client-test.json', types: ['@types/node'], ofApp: true, atLeast: 3 },
  { who: 'services', config: 'tsconfig.json', types: ['@cloudflare/workers-types'], ofApp: false, atLeast: 4 },
])('the code of $who in the documentation compiles', ({ config, types, ofApp, atLeast }) => {
  const folder = mkdtempSync(join(tmpdir(), 'docs-code-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const shown = modules.filter(({ code }) => isOfApp(code) === ofApp);
  expect(shown.length).toBeGreaterThanOrEqual(atLeast);
  for (const { file, code } of shown) writeFileSync(join(folder, file), placed(code));
  const compilerOptions = { types: types.map((name) => resolve('node_modules', name)) };
  const files = shown.map(({ file }) => file);
  const project = { extends: resolve(config), compilerOptions, include: [], files };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(project));
  const { status, stdout } = spawnSync('npx', ['tsc', '-p', folder], { encoding: 'utf8' });
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
});
