import { createConfig, lintFromString } from '@redocly/openapi-core';
import { expect, test } from 'vitest';
import { openApiDocument } from '../../src/core/openapi/document.ts';
import * as shipped from '../../src/tables.ts';
import * as tested from '../worker/tables.ts';

test.each([
  ['the shipped tables', Object.values(shipped)],
  ['tables with everything that a table can have', Object.values(tested)],
])('the linter of Redocly finds no fault with the document of %s', async (_, tables) => {
  const source = JSON.stringify(openApiDocument(tables, 'https://tidemark.test'));
  const config = await createConfig({ extends: ['recommended-strict'] });
  const problems = await lintFromString({ source, config });
  const said = problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer}`);
  expect(said).toEqual([]);
});

test('the linter of Redocly finds faults', async () => {
  const { paths: _, ...document } = openApiDocument(Object.values(shipped), 'https://tidemark.test');
  const config = await createConfig({ extends: ['recommended-strict'] });
  expect(await lintFromString({ source: JSON.stringify(document), config })).not.toEqual([]);
});
