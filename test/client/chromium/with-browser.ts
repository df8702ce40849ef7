/** `test` with a site and a browser: one for each test, or one for all tests of a file. */
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

/** With a browser of its own for each test. */
export const test = plainTest.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern that this fixture needs no other
  site: async ({}, use) => withSite(use),
  launch: async ({ site }, use) => withProfile(site, use),
  browser: async ({ launch }, use) => use(await launch()),
});

/** With one browser for the tests of the file, which they use in private windows or for users of their own. */
export const testInOne = plainTest.extend<{ readonly $file: Pick<Fixtures, 'browser'> }>({
  browser: [
    // biome-ignore lint/correctness/noEmptyPattern: as above
    async ({}, use) => withSite((site) => withProfile(site, async (launch) => use(await launch()))),
    { scope: 'file' },
  ],
});

async function withSite(use: (site: Site) => Promise<void>): Promise<void> {
  const site = await serveSite();
  await use(site);
  site.stop();
}

async function withProfile(site: Site, use: (launch: Fixtures['launch']) => Promise<void>): Promise<void> {
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
}
