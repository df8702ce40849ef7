import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

let app: string;
let published: string;

/** An app with the package in its node_modules, as `npm install` would put it there. */
beforeAll(() => {
  app = mkdtempSync(join(tmpdir(), 'app-'));
  published = join(app, 'node_modules/tidemark');
  mkdirSync(published, { recursive: true });
  copyFileSync('package.json', join(published, 'package.json'));
  execFileSync(process.execPath, ['scripts/build.ts', join(published, 'dist')], { stdio: 'inherit' });
  copyFileSync('test/node/package/app.ts', join(app, 'app.ts'));
  writeFileSync(join(app, 'package.json'), JSON.stringify({ type: 'module' }));
});
afterAll(() => rmSync(app, { recursive: true, force: true }));

test('an app in TypeScript compiles against the published types, mistakes refused', () => {
  const options = {
    target: 'ES2022',
    module: 'NodeNext',
    moduleResolution: 'NodeNext',
    lib: ['ES2022', 'DOM'],
    types: [],
    strict: true,
    noEmit: true,
  };
  writeFileSync(join(app, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, files: ['app.ts'] }));
  expect(execFileSync('npx', ['tsc', '-p', join(app, 'tsconfig.json')], { encoding: 'utf8' })).toBe('');
});

test('the published modules run in Node as they are', () => {
  const printed = execFileSync(process.execPath, ['app.ts'], { cwd: app, encoding: 'utf8' });
  expect(JSON.parse(printed)).toEqual(['Buy milk', 1, ['function', 'function'], 'function', 'nobody']);
});

test('the modules for pages and phones name no module of Node', () => {
  const modules = readdirSync(join(published, 'dist/client')).filter((name) => name.endsWith('.js'));
  const withNode = modules.filter((name) =>
    /from ?["']node:|require\(/.test(readFileSync(join(published, 'dist/client', name), 'utf8')),
  );
  expect(withNode).toEqual(['sqlite-node.js']);
});

test('the simulator runs from the package, with the dependencies that it names', () => {
  for (const name of ['drizzle-orm', 'hono', 'jose', 'oauth4webapi', 'zod'])
    symlinkSync(resolve('node_modules', name), join(app, 'node_modules', name));
  const code = `import { boolean, simulate, string, syncTable } from 'tidemark/testing';
    const columns = { text: string(), complete: boolean({ default: false }) };
    const { counts, failures } = await simulate({ tables: [syncTable('todoitem', columns)], seeds: 2, migrations: ${JSON.stringify(resolve('drizzle'))} });
    console.log(JSON.stringify([counts.edits > 200, failures]));`;
  writeFileSync(join(app, 'simulate.js'), code);
  expect(execFileSync(process.execPath, ['simulate.js'], { cwd: app, encoding: 'utf8' })).toBe('[true,[]]\n');
});
