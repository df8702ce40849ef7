import { expect, test } from 'vitest';
import packageJson from '../../../package.json' with { type: 'json' };
import { version } from '../../../src/core/version.ts';

test('the version that the server tells is that of the package', () => {
  expect(version).toBe(packageJson.version);
});
