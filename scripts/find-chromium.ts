/** Prints where the Chromium is that tests run in; exit code 1 if there is none. */
import { findChromium } from '../test/client/find-chromium.ts';

const path = findChromium();
console.log(path ?? 'There is no Chromium: install it, or name one in the variable CHROMIUM.');
process.exitCode = path === undefined ? 1 : 0;
