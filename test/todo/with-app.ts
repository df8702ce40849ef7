/** `test` with a service, one for the tests of a file, and devices that use its app. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from 'playwright';
import { test as plainTest } from 'vitest';
import { findChromium } from '../client/find-chromium.ts';
import { type Service, spawnService } from '../node/spawn-service.ts';
import { type App, appIn } from './app.ts';

export type Device = App & {
  readonly context: BrowserContext;
  /** The app in another tab. */
  openTab(): Promise<App>;
};

type AppService = Pick<Service, 'url'> & { stop(): Promise<void> };

type Fixtures = {
  readonly $file: { readonly service: Pick<Service, 'url'>; readonly chromium: Browser };
  readonly $test: {
    /** A new device with nothing on it, which shows the app. */
    readonly openDevice: (options?: BrowserContextOptions) => Promise<Device>;
  };
};

/** `test` with the service as `npm run dev` starts it. */
export const test = testOn(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'todo-'));
  const { url, end } = await spawnService('dev', folder);
  const stop = async (): Promise<void> => {
    await end('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  };
  return { url, stop };
});

/** `test` with the service that `start` gives. */
export function testOn(start: () => Promise<AppService>) {
  return plainTest.extend<Fixtures>({
    service: [
      // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern that this fixture needs no other
      async ({}, use) => {
        const { url, stop } = await start();
        await use({ url });
        await stop();
      },
      { scope: 'file' },
    ],
    chromium: [
      // biome-ignore lint/correctness/noEmptyPattern: as above
      async ({}, use) => {
        const browser = await chromium.launch({
          executablePath: findChromium() ?? '',
          args: ['--no-sandbox', '--disable-dev-shm-usage'],
        });
        await use(browser);
        await browser.close();
      },
      { scope: 'file' },
    ],
    openDevice: async ({ service, chromium }, use) => {
      const contexts: BrowserContext[] = [];
      await use(async (options) => {
        const context = await chromium.newContext(options);
        contexts.push(context);
        const openTab = async (): Promise<App> => {
          const page = await context.newPage();
          await page.goto(service.url);
          return appIn(page);
        };
        return { ...(await openTab()), context, openTab };
      });
      for (const context of contexts) await context.close();
    },
  });
}

/** The items that the service has, by text. */
export async function itemsOf({
  url,
}: Pick<Service, 'url'>): Promise<ReadonlyMap<string, { readonly complete: boolean }>> {
  const answer = await fetch(`${url}/tables/todoitem?$top=1000`);
  const { items }: { items: { text: string; complete: boolean }[] } = await answer.json();
  return new Map(items.map((item) => [item.text, item]));
}
