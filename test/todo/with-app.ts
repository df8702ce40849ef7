/** `test` with a service, one for the tests of a file, and devices that use its app. */
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from 'playwright';
import { test as plainTest } from 'vitest';
import { flagsByPlaywright } from '../client/chromium-flags.ts';
import { findChromium } from '../client/find-chromium.ts';
import { type RunningWorker, startWorker } from '../node/start-worker.ts';
import { type App, appIn } from './app.ts';

export type Device = App & {
  readonly context: BrowserContext;
  /** The app in another tab. */
  openTab(): Promise<App>;
};

type Service = Pick<RunningWorker, 'url'>;

type Fixtures = {
  readonly $file: { readonly service: Service; readonly chromium: Browser };
  readonly $test: {
    /** A new device with nothing on it, which shows the app. */
    readonly openDevice: (options?: BrowserContextOptions) => Promise<Device>;
  };
};

/** `test` with the service that serves the app, and knows nobody who signs in. */
export const test = testOn(() => startWorker({ app: true }));

/** `test` with the service that `start` gives. */
export function testOn(start: () => Promise<RunningWorker>) {
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
        const browser = await chromium.launch({ executablePath: findChromium() ?? '', args: flagsByPlaywright });
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
export async function itemsOf({ url }: Service): Promise<ReadonlyMap<string, { readonly complete: boolean }>> {
  const answer = await fetch(`${url}/tables/todoitem?$top=1000`);
  const { items }: { items: { text: string; complete: boolean }[] } = await answer.json();
  return new Map(items.map((item) => [item.text, item]));
}
