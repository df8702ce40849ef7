/** `test` with a site and, for each test, a browser of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as plainTest } from 'vitest';
import { type Browser, launchBrowser } from './browser.ts';
import { type Site, serveSite } from './site.ts';

type Fixtures = {
  readonly site: Site;
  /** Starts a browser, always with the profile of this test; one at a time. */
  readonly launch: () => Promise<Browser>;
  readonly browser: Browser;
};

export const test = plainTest.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern that this fixture needs no other
  site: async ({}, use) => {
    const site = await serveSite();
    await use(site);
    site.stop();
  },
  launch: async ({ site }, use) => {
    const profile = mkdtempSync(join(tmpdir(), 'chromium-'));
    const launched: Promise<Browser>[] = [];
    let isOver = false;
    await use(() => {
      // A test that took too long may still be at work.
      if (isOver) throw new Error('The test is over.');
      const browser = launchBrowser(site, profile);
      launched.push(browser);
      return browser;
    });
    isOver = true;
    for (const each of await Promise.allSettled(launched)) if (each.status === 'fulfilled') await each.value.kill();
    rmSync(profile, { recursive: true, force: true });
  },
  browser: async ({ launch }, use) => use(await launch()),
});
