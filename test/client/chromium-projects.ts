/** The tests that need a browser: in a page, and with whole browsers that are driven and killed. */
import { playwright } from '@vitest/browser-playwright';
import type { TestProjectInlineConfiguration } from 'vitest/config';
import { flagsByPlaywright } from './chromium-flags.ts';
import { findChromium } from './find-chromium.ts';

/** None, which is said loudly, where no Chromium is found. */
export function chromiumProjects(): TestProjectInlineConfiguration[] {
  const executablePath = findChromium();
  if (executablePath === undefined) {
    process.stderr.write('\nNo Chromium was found: the tests of the client in browsers DO NOT RUN.\n\n');
    return [];
  }
  const launchOptions = { executablePath, args: flagsByPlaywright };
  const inPages: TestProjectInlineConfiguration = {
    // Found only when a test asks for it, it would start the page anew in the middle of the tests.
    optimizeDeps: { include: ['fast-check'] },
    test: {
      name: 'browser',
      include: ['test/client/browser/**/*.test.ts'],
      globalSetup: ['test/client/end-to-end/global-setup.ts'],
      browser: {
        enabled: true,
        headless: true,
        screenshotFailures: false,
        instances: [{ browser: 'chromium' }],
        provider: playwright({ launchOptions }),
      },
    },
  };
  const fromOutside: TestProjectInlineConfiguration = {
    test: {
      name: 'chromium',
      include: ['test/client/chromium/**/*.test.ts'],
      globalSetup: ['test/client/end-to-end/global-setup.ts'],
      testTimeout: 300_000,
      hookTimeout: 60_000,
    },
  };
  const built = { globalSetup: ['test/todo/global-setup.ts'], testTimeout: 240_000, hookTimeout: 60_000 };
  const timed = ['test/todo/many-items.test.ts'];
  const todoApp: TestProjectInlineConfiguration = {
    test: { name: 'todo', include: ['test/todo/**/*.test.ts'], exclude: timed, ...built },
  };
  // What it tells of the app's speed would be that of the tests beside it.
  const todoAlone: TestProjectInlineConfiguration = {
    test: { name: 'todo-alone', include: timed, fileParallelism: false, ...built },
  };
  return [inPages, fromOutside, todoApp, todoAlone];
}
