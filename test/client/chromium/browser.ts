/** A whole Chromium with a profile on the disk, which can be killed as a power cut would. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { chromium, type Page } from 'playwright';
import { flagsAlone } from '../chromium-flags.ts';
import { findChromium } from '../find-chromium.ts';
import type { Site } from './site.ts';
import { dropTornRecords } from './torn-record.ts';

type Arguments<Called> = Called extends (...args: infer Args extends unknown[]) => unknown ? Args : never;
type Answer<Called> = Called extends (...args: never[]) => infer Result ? Awaited<Result> : never;

/** A page of the site, by what it exports. */
export type Tab<Exports> = {
  readonly page: Page;
  /** What this exported function gives in the page; its arguments and its result travel as JSON. */
  call<Name extends keyof Exports & string>(
    name: Name,
    ...args: Arguments<Exports[Name]>
  ): Promise<Answer<Exports[Name]>>;
  /** A command of the DevTools protocol, for this page. */
  command(method: 'Storage.clearDataForOrigin' | 'Storage.overrideQuotaForOrigin', options: object): Promise<void>;
  /** Ends its process, which is no other tab's, in the middle of what it does. */
  crash(): Promise<void>;
};

export type Browser = {
  /** A new tab with the page `/{name}`; all tabs share one profile. */
  openTab<Exports>(name: string): Promise<Tab<Exports>>;
  /** The same in a private window of its own, which forgets everything when its context is closed. */
  openPrivateTab<Exports>(name: string): Promise<Tab<Exports>>;
  /** Ends it as a user does, with everything on the disk that it has put off. */
  close(): Promise<void>;
  /**
   * Ends all its processes at once, in the middle of what they do, and waits until they are gone. A record that was
   * being written is taken out of the log: of one that is there by half, Chromium itself makes the loss of all others.
   */
  kill(): Promise<void>;
};

const flags = [
  ...[...flagsAlone, '--headless', '--remote-debugging-port=0', '--no-first-run'],
  ...['--no-default-browser-check', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  // Nothing that a page names leads off this machine, and services of tests sign their certificates themselves.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
  '--ignore-certificate-errors',
];
const startMs = 30_000;

/** A browser with this profile, which may be that of one that was killed. */
export async function launchBrowser(site: Site, profile: string): Promise<Browser> {
  const path = findChromium();
  if (path === undefined) throw new Error('There is no Chromium.');
  const args = [...flags, `--user-data-dir=${profile}`, 'about:blank'];
  const child = spawn(path, args, { detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
  // Its processes share one end of the pipe: closed, none of them is left.
  const closed = once(child, 'close');
  const end = (): void => {
    try {
      if (child.pid !== undefined && !child.stderr.closed) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  };
  process.once('exit', end);
  const kill = async (): Promise<void> => {
    process.off('exit', end);
    end();
    await closed;
    dropTornRecords(profile);
  };
  try {
    const connection = await chromium.connectOverCDP(await addressOf(child.stderr));
    const context = connection.contexts()[0] ?? (await connection.newContext());
    const close = async (): Promise<void> => {
      const session = await connection.newBrowserCDPSession();
      await session.send('Browser.close');
      await closed;
      process.off('exit', end);
    };
    return {
      close,
      kill,
      openTab: async (name) => openTab(await context.newPage(), `${site.origin}/${name}`),
      openPrivateTab: async (name) => {
        const window = await connection.newContext();
        return openTab(await window.newPage(), `${site.origin}/${name}`);
      },
    };
  } catch (error) {
    await kill();
    throw error;
  }
}

/** Where it listens, which it prints among other things. */
function addressOf(printed: Readable): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const fail = (): void => reject(new Error(`Chromium did not start:\n${text}`));
    const timer = setTimeout(fail, startMs);
    printed.on('close', fail);
    printed.on('data', (chunk) => {
      text += String(chunk);
      const address = /^DevTools listening on (?<address>\S+)/m.exec(text)?.groups?.address;
      if (address === undefined) return;
      clearTimeout(timer);
      resolve(address);
    });
  });
}

async function openTab<Exports>(page: Page, url: string): Promise<Tab<Exports>> {
  await page.goto(url);
  const session = await page.context().newCDPSession(page);
  return {
    page,
    call: (name, ...args) => page.evaluate(`page.${name}(...${JSON.stringify(args)})`),
    command: async (method, options) => {
      await session.send(method, { origin: new URL(url).origin, ...options });
    },
    crash: async () => {
      const crashed = page.waitForEvent('crash');
      // Nobody is left to answer it.
      session.send('Page.crash').catch(() => undefined);
      await crashed;
    },
  };
}
