/** Where the Chromium is that tests run in. */
import { existsSync } from 'node:fs';
import { chromium } from 'playwright';

const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * The one that the variable CHROMIUM names, if it does; else Playwright's own, else the system's; undefined for none.
 */
export function findChromium(): string | undefined {
  const { CHROMIUM: named } = process.env;
  const paths = named === undefined ? [chromium.executablePath(), ...installed] : [named];
  return paths.find((path) => existsSync(path));
}
