import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { quoteReport } from '../../scripts/reliability-report.ts';

test('README.md quotes reliability-report.json, in which nothing was broken', async () => {
  const [readme, text] = await Promise.all(
    ['README.md', 'reliability-report.json'].map((file) => readFile(file, 'utf8')),
  );
  const report = JSON.parse(text ?? '');
  expect(readme).toBe(quoteReport(readme ?? '', report));
  expect(report).toMatchObject({ violations: 0, unrepeatable: 0 });
  expect(report.mutants.found).toBe(report.mutants.tried);
});
