import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

test('the code in the README is the one that a test runs', async () => {
  const tested = await readFile('test/worker/readme-code.ts', 'utf8');
  const shown = tested.replaceAll("'../../src/", "'./").replace('export const app =', 'export default');
  expect(await readFile('README.md', 'utf8')).toContain(`\`\`\`ts\n${shown}\`\`\``);
});
