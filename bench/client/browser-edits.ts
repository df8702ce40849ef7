/** Edits in a real Chromium, against bare transactions of its IndexedDB. */
import { join } from 'node:path';
import { launchBrowser } from '../../test/client/chromium/browser.ts';
import { serveSite } from '../../test/client/chromium/site.ts';
import { findChromium } from '../../test/client/find-chromium.ts';
import type { Figure } from '../report.ts';
import { type Turns, takeTurns } from './turns.ts';

type EditPage = typeof import('./edit-page.ts');
type Side = 'bare' | 'reading' | 'inserts' | 'updates' | 'atOnce';

const edits = 100;
const rounds = 15;

/** With a profile in the folder; nothing is measured where there is no Chromium, and standard error tells of it. */
export async function measureBrowserEdits(folder: string, betweenRounds: () => void): Promise<Figure[]> {
  if (findChromium() === undefined) {
    console.error('No Chromium was found: what an edit takes in a browser is NOT MEASURED.');
    return [];
  }
  const site = await serveSite(new URL('.', import.meta.url));
  const browser = await launchBrowser(site, join(folder, 'profile'));
  try {
    const { call } = await browser.openTab<EditPage>('edit-page');
    const side = (name: keyof EditPage) => async () => ({ ms: await call(name, edits) });
    const sides = {
      bare: side('bareEach'),
      reading: side('readingEach'),
      inserts: side('insertEach'),
      updates: side('updateEach'),
      atOnce: side('insertAtOnce'),
    };
    return figuresOf(await takeTurns<Side>(rounds, sides, betweenRounds));
  } finally {
    await browser.kill();
    site.stop();
  }
}

function figuresOf(turns: Turns<Side>): Figure[] {
  const name = 'Chromium, durability strict';
  const titles = {
    bare: `${edits} bare transactions that write two stores, each awaited`,
    reading: `${edits} bare transactions that read one store and write two, each awaited`,
    inserts: `${edits} inserts, each awaited`,
    updates: `${edits} updates, each awaited`,
    atOnce: `${edits} inserts at once`,
  };
  const rate = (of: Side, atLeast: number): Figure => ({
    name: `${name}: rate of ${titles[of]} / of ${titles.bare}`,
    value: turns.ratio('bare', of),
    target: { atLeast },
  });
  return [
    rate('inserts', 0.85),
    rate('updates', 0.85),
    rate('atOnce', 4),
    { name: `${name}: rate of ${titles.inserts} / of ${titles.reading}`, value: turns.ratio('reading', 'inserts') },
    ...turns.medians(titles, name),
  ];
}
