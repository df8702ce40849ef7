import { describe, expect, test } from 'vitest';
import { checkSources, describeSources } from '../../scripts/layers/check.ts';
import { findCycle } from '../../scripts/layers/cycle.ts';
import { codeOf, importsOf } from '../../scripts/layers/source.ts';

const fileOf = (path: string, text: string) => ({ path, text });
const faultsOf = (path: string, text: string) => checkSources([fileOf(path, text)]);
const linesOf = (count: number) => 'x;\n'.repeat(count);
const importing = (count: number) =>
  Array.from({ length: count }, (_, at) => `import { a${at} } from './a${at}.ts';\n`).join('');

describe('a file', () => {
  test.each<[title: string, path: string, text: string]>([
    ['imports what is below it', 'src/http/a.ts', "import { b } from '../core/b.ts';"],
    ['imports its own layer', 'src/core/a.ts', "import { b } from './b.ts';"],
    ['imports anything from the top', 'src/index.ts', "import { b } from './routes/b.ts';\nimport c from 'hono';"],
    ['re-exports what is below it', 'src/core/a.ts', "export * from '../protocol/b.ts';"],
    ['is a client that imports the protocol', 'client/sync/a.ts', "import { b } from '../../src/protocol/b.ts';"],
    ['is a client that imports the types of the tables', 'client/a.ts', "import type { t } from '../src/tables.ts';"],
    ['uses drizzle in src/db', 'src/db/a.ts', "import { sql } from 'drizzle-orm';"],
    [
      'says `as const`, and "as" in prose and in imports',
      'src/core/a.ts',
      "import { b as c } from './b.ts';\nconst d = ['read as is', /say as you/] as const; // as we say",
    ],
    ['asserts once at a driver’s edge', 'src/db/d1.ts', 'const a = b as Row;'],
    ['reads the clock where the environment is made', 'src/core/environment.ts', 'const now = () => Date.now();'],
    ['gives up a request', 'client/transport/transport.ts', 'setTimeout(abort, 1);'],
    [
      'simulates the system',
      'src/testing/a.ts',
      "import { b } from '../app.ts';\nimport { c } from '../../client/c.ts';",
    ],
    ['hashes', 'src/db/write/hash.ts', 'crypto.subtle.digest(a, b);'],
    ['makes a date from a number', 'src/core/a.ts', 'const a = new Date(ms);'],
    ['writes SQL in src/db', 'src/db/a.ts', "const a = 'SELECT 1';"],
    ['speaks of SQL', 'src/core/a.ts', "/** SELECT 1 */ const a = 'Select one, or DELETE a record from it.';"],
    ['has 300 lines', 'client/a.ts', linesOf(300)],
    ['imports 7 files', 'src/core/a.ts', importing(7)],
    ['knows more files as types', 'src/core/a.ts', `${importing(7)}import type { t } from './t.ts';`],
    ['gathers all routes', 'src/routes/index.ts', importing(12)],
    ['has a word in its name that only contains a vague one', 'src/core/implied-commonality.ts', ''],
  ])('is fine that %s', (_, path, text) => {
    expect(faultsOf(path, text)).toEqual([]);
  });

  test.each<[title: string, path: string, text: string, fault: string]>([
    ['imports what is above it', 'src/core/a.ts', "import { b } from '../db/b.ts';", 'above'],
    ['imports a type from above it', 'src/protocol/a.ts', "import type { b } from '../core/b.ts';", 'above'],
    ['re-exports what is above it', 'src/odata/a.ts', "export {\n  b,\n} from '../table/b.ts';", 'above'],
    ['imports what is above it when it runs', 'src/db/a.ts', "const b = await import('../http/b.ts');", 'above'],
    ['imports the top', 'src/routes/a.ts', "import { b } from '../app.ts';", 'above'],
    ['imports for effect only', 'src/core/a.ts', "import '../routes/b.ts';", 'above'],
    ['is in a folder that is no layer', 'src/more/a.ts', "import { b } from '../core/b.ts';", 'no layer'],
    ['imports a test', 'src/core/a.ts', "import { b } from '../../test/b.ts';", 'not part of the server'],
    [
      'is a server that imports the client',
      'src/app.ts',
      "import { b } from '../client/b.ts';",
      'not part of the server',
    ],
    [
      'is a client that imports the core',
      'client/a.ts',
      "import type { b } from '../src/core/b.ts';",
      'client may import',
    ],
    [
      'is a client that imports the tables',
      'client/a.ts',
      "import { t } from '../src/tables.ts';",
      'client may import',
    ],
    [
      'is a client with half a type import',
      'client/a.ts',
      "import { type b, t } from '../src/tables.ts';",
      'client may',
    ],
    ['is protocol and imports a package', 'src/protocol/a.ts', "import * as z from 'zod';", 'imports nothing'],
    ['uses drizzle elsewhere', 'src/http/a.ts', "import { sql } from 'drizzle-orm/sqlite-core';", 'knows drizzle'],
    ['asserts', 'src/core/a.ts', 'const a = b as Row;', 'narrow the type'],
    ['asserts twice at a driver’s edge', 'src/db/d1.ts', 'const a = b as Row, c = d as unknown[];', 'narrow the type'],
    ['reads the clock', 'src/core/a.ts', 'const now = Date.now();', 'uses Date.now'],
    ['reads the clock as a date', 'src/core/a.ts', 'const now = new Date();', 'uses new Date()'],
    ['throws dice', 'src/core/a.ts', 'const a = Math.random();', 'uses Math.random'],
    ['waits', 'client/sync/a.ts', 'setTimeout(b, 1);', 'uses setTimeout'],
    ['simulates in production', 'src/app.ts', "import { b } from './testing/b.ts';", 'only tests may'],
    ['simulates in the client', 'client/a.ts', "import { b } from '../src/testing/b.ts';", 'client may import'],
    ['makes ids', 'src/http/a.ts', 'const a = crypto.randomUUID();', 'uses crypto'],
    ['makes ids where it hashes', 'src/db/write/hash.ts', 'const a = randomUUID();', 'uses randomUUID'],
    ['writes SQL elsewhere', 'src/routes/a.ts', "const a = 'SELECT 1';", 'builds SQL'],
    ['writes SQL as a template', 'src/core/a.ts', 'const a = `\n  DELETE FROM t`;', 'builds SQL'],
    ['has 301 lines', 'src/core/a.ts', linesOf(301), 'has 301 lines'],
    ['imports 8 files', 'src/core/a.ts', importing(8), 'imports 8 files'],
    ['has a vague name', 'src/core/date-utils.ts', '', 'says nothing'],
    ['is in a folder with a vague name', 'src/core/helpers/a.ts', '', 'says nothing'],
  ])('is a fault that %s', (_, path, text, fault) => {
    expect(faultsOf(path, text).filter((each) => !each.includes('median'))).toEqual([expect.stringContaining(fault)]);
  });
});

describe('the tree', () => {
  test('may not have long files for the most part', () => {
    const files = [1, 80, 90].map((lines, at) => fileOf(`src/core/a${at}.ts`, linesOf(lines)));
    expect(checkSources(files)).toEqual([expect.stringContaining('median file of src has 80 lines')]);
    expect(checkSources(files.slice(0, 2).concat(fileOf('src/core/b.ts', linesOf(79))))).toEqual([]);
  });

  test('may not have a circle of imports, not even of types', () => {
    const files = [
      fileOf('src/core/a.ts', "import { b } from './b.ts';"),
      fileOf('src/core/b.ts', "import type { c } from './c.ts';"),
      fileOf('src/core/c.ts', "export { b } from './b.ts';"),
    ];
    expect(findCycle(files)).toEqual(['src/core/b.ts', 'src/core/c.ts', 'src/core/b.ts']);
    expect(checkSources(files)).toEqual([expect.stringContaining('in a circle')]);
    expect(findCycle(files.slice(0, 2))).toBeUndefined();
  });

  test('is described by a line', () => {
    const files = [1, 5, 3].map((lines, at) => fileOf(`src/core/a${at}.ts`, linesOf(lines)));
    expect(describeSources(files)).toBe('3 files, median 3 lines, longest src/core/a1.ts (5)');
    expect(describeSources([])).toBe('no files');
  });
});

test('imports are found however they are written', () => {
  const text = `import type { A } from '../x/a.ts';
import b, { type C } from "pkg/b";
import {
  type D,
  type E,
} from './d.ts';
import './effect.ts';
export const from = 'none';
const lazy = () => import('./lazy.ts');`;
  expect(importsOf(fileOf('src/y/z.ts', text)).map(({ target, isTypeOnly }) => [target, isTypeOnly])).toEqual([
    ['src/x/a.ts', true],
    ['pkg/b', false],
    ['src/y/d.ts', true],
    ['src/y/effect.ts', false],
    ['src/y/lazy.ts', false],
  ]);
});

test('code is what is left without comments, strings, templates and regular expressions', () => {
  const text = 'a(/["\'`/]as X/g, "it\'s as Y", `as Z`) / b; // as W\n/* as\nV */ c = 4 / d / e;';
  expect(codeOf(fileOf('a.ts', text))).toBe("a('', '', '') / b; ''\n'' c = 4 / d / e;");
});
