/** The promises of docs/security.md that are about the repository itself, and that each of the others has its test. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const read = (path: string): string => readFileSync(path, 'utf8');

describe('docs/security.md', () => {
  const rows = [...read('docs/security.md').matchAll(/^\| (S\d+) \|.*\|([^|]*)\|$/gm)];

  test('has a row for each of the 24 threats', () => {
    expect(rows.map(([, threat]) => threat)).toEqual(Array.from({ length: 24 }, (_, at) => `S${at + 1}`));
  });

  test.each(rows.map(([, threat = '', tests = '']) => [threat, tests] as const))(
    'names tests of %s that exist',
    (threat, tests) => {
      const named = [...tests.matchAll(/`([^`]+)` "([^"]+)"/g)];
      expect([threat, named.length > 0]).toEqual([threat, true]);
      for (const [, path = '', name = ''] of named) {
        expect([path, existsSync(path)]).toEqual([path, true]);
        expect([path, name, read(path).includes(name)]).toEqual([path, name, true]);
      }
    },
  );
});

/**
 * Private keys, tokens of GitHub, AWS, npm, Slack and Google, and signed tokens: what tests need is shorter than that.
 */
const secret =
  /-----BEGIN [A-Z ]*PRIVATE KEY-----\s*[\w+/]{40}|gh[pousr]_\w{36}|AKIA[0-9A-Z]{16}|npm_\w{36}|xox[abp]-\w{10}|AIza[\w-]{35}|eyJ[\w-]{20,}\.eyJ[\w-]{60,}\.[\w-]{40}/;

test('no file has what looks like a secret', () => {
  const files = globSync(
    ['*.{json,toml,md}', '{src,client,scripts,test,docs,bench,examples}/**/*.{ts,json,md,toml,sql}'],
    {
      exclude: (path) => path.includes('node_modules') || path.includes('dist'),
    },
  );
  expect(files.length).toBeGreaterThan(300);
  expect(files.filter((path) => secret.test(read(path)))).toEqual([]);
  expect(read('.gitignore').split('\n')).toContain('.dev.vars');
  expect(read('wrangler.toml')).not.toMatch(/^\s*\w*(?:SECRET|TOKEN|PASSWORD|KEY)\w*\s*=/im);
});

test('every package is pinned to a hash, and runs no script', () => {
  const lock: { packages: Record<string, { integrity?: string; resolved?: string }> } = JSON.parse(
    read('package-lock.json'),
  );
  const packages = Object.entries(lock.packages).filter(([path]) => path !== '');
  expect(packages.length).toBeGreaterThan(100);
  expect(packages.filter(([, { integrity = '' }]) => !/^sha512-/.test(integrity)).map(([path]) => path)).toEqual([]);
  const { dependencies, allowScripts }: Record<string, Record<string, unknown>> = JSON.parse(read('package.json'));
  expect(Object.keys(dependencies ?? {}).length).toBeLessThanOrEqual(6);
  expect(Object.values(dependencies ?? {}).filter((version) => !/^\d+\.\d+\.\d+$/.test(String(version)))).toEqual([]);
  expect(new Set(Object.values(allowScripts ?? {}))).toEqual(new Set([false]));
});
