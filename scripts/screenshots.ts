/**
 * `npm run screenshots [FOLDER]`: what the app in `examples/todo` looks like, in `dist/screenshots` unless told
 * otherwise.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContextOptions, chromium, type Page } from 'playwright';
import { findChromium } from '../test/client/find-chromium.ts';
import { spawnService } from '../test/node/spawn-service.ts';

const [folder = 'dist/screenshots'] = process.argv.slice(2);
const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true };
const desk: BrowserContextOptions = { viewport: { width: 1024, height: 720 } };

mkdirSync(folder, { recursive: true });
const data = mkdtempSync(join(tmpdir(), 'screenshots-'));
const service = await spawnService('dev', data);
const browser = await chromium.launch({ executablePath: findChromium() ?? '', args: ['--no-sandbox'] });
try {
  const open = async (options: BrowserContextOptions, prepare?: (page: Page) => Promise<unknown>): Promise<Page> => {
    const page = await (await browser.newContext(options)).newPage();
    await prepare?.(page);
    await page.goto(service.url);
    return page;
  };
  const shoot = async (page: Page, name: string): Promise<void> => {
    await page.mouse.move(0, 0);
    await page.screenshot({ path: join(folder, `${name}.png`) });
    console.log(join(folder, `${name}.png`));
  };
  const sync = async (page: Page): Promise<void> => {
    await page.getByRole('button', { name: 'Sync' }).click();
    await page.getByText('Synced').waitFor();
    await page.locator('#progress').waitFor({ state: 'hidden' });
  };
  const add = async (page: Page, text: string): Promise<void> => {
    await page.getByLabel('What is to be done?').fill(text);
    await page.keyboard.press('Enter');
    await page.getByLabel(`Edit: ${text}`).waitFor();
  };
  const rename = async (page: Page, from: string, to: string): Promise<void> => {
    await page.getByLabel(`Edit: ${from}`).click();
    await page.keyboard.type(to);
    await page.keyboard.press('Enter');
  };

  const mine = await open({ ...desk, colorScheme: 'light' });
  for (const text of ['Book the ferry', 'Water the tomatoes', 'Ask Ines about Sunday', 'Buy milk'])
    await add(mine, text);
  await mine.getByLabel('Done: Book the ferry').check();
  await sync(mine);
  const theirs = await open({ ...phone, colorScheme: 'dark' });
  await theirs.getByLabel('Edit: Buy milk').waitFor();
  await mine.getByLabel('Work offline').check();
  await rename(mine, 'Buy milk', 'Buy oat milk');
  await add(mine, 'Return the library books');
  await shoot(mine, 'light');
  await mine.emulateMedia({ colorScheme: 'dark' });
  await shoot(mine, 'dark');
  await mine.emulateMedia({ colorScheme: 'light' });

  await rename(theirs, 'Buy milk', 'Buy milk and bread');
  await theirs.getByLabel('Done: Buy milk and bread').check();
  await sync(theirs);
  await shoot(theirs, 'phone-dark');
  await theirs.emulateMedia({ colorScheme: 'light' });
  await shoot(theirs, 'phone');

  await mine.getByLabel('Work offline').uncheck();
  await mine.getByRole('button', { name: 'Conflict' }).waitFor();
  // More than a record may have.
  await mine.getByLabel('What is to be done?').fill('Write down everything '.repeat(60_000));
  await mine.keyboard.press('Enter');
  await mine.getByRole('button', { name: 'Rejected' }).waitFor();
  await mine.getByLabel('Work offline').check();
  await add(mine, 'Sweep the porch');
  await shoot(mine, 'problems');
  await mine.getByRole('button', { name: 'problems' }).click();
  await shoot(mine, 'queue');
  await mine.getByRole('button', { name: 'Compare…', exact: true }).click();
  await shoot(mine, 'conflict');
  await mine.setViewportSize({ width: 390, height: 844 });
  await mine.emulateMedia({ colorScheme: 'dark' });
  await shoot(mine, 'conflict-phone');

  // As if the service had these providers, and a user of one of them were here.
  const providers = ['google', 'microsoftaccount', 'keycloak'].map((name) => ({ name }));
  const stranger = await open({ ...phone, colorScheme: 'light' }, (page) =>
    page.route('**/.auth/login', (route) => route.fulfill({ json: { providers } })),
  );
  await stranger.getByRole('button', { name: 'Sign in' }).click();
  await shoot(stranger, 'sign-in');
  const login = JSON.stringify({ authenticationToken: 'none', user: { userId: 'ann' } });
  const user = await open({ ...desk, colorScheme: 'dark' }, (page) =>
    page.addInitScript(`localStorage.setItem('tidemark login ' + location.origin, ${JSON.stringify(login)})`),
  );
  await user.getByLabel('Work offline').check();
  await add(user, 'Lock the shed');
  await user.getByRole('button', { name: 'Sign out' }).click();
  await shoot(user, 'sign-out');
} finally {
  await browser.close();
  await service.end('SIGTERM');
  rmSync(data, { recursive: true, force: true });
}
