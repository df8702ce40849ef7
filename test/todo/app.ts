/** The app in `examples/todo`, as its user sees it: by labels, roles and texts. */
import type { Locator, Page } from 'playwright';

export type App = ReturnType<typeof appIn>;

/** The app in a page that shows it. */
export function appIn(page: Page) {
  const row = (text: string): Locator => page.getByRole('listitem').filter({ has: page.getByLabel(`Edit: ${text}`) });
  return {
    page,
    /** The row of this item. */
    row,
    progress: page.getByRole('progressbar'),
    queue: page.getByRole('dialog', { name: 'Waiting to be sent' }),
    conflict: page.getByRole('dialog', { name: 'Changed here and elsewhere' }),
    press: (name: string | RegExp): Promise<void> => page.getByRole('button', { name }).click(),

    /** Until the item is there, and this far on its way. */
    see: (text: string, state: string): Promise<void> => row(text).locator('.state').getByText(state).waitFor(),
    /** Until the item is gone. */
    miss: (text: string): Promise<void> => row(text).waitFor({ state: 'detached' }),
    async add(text: string): Promise<void> {
      await page.getByLabel('What is to be done?').fill(text);
      await page.keyboard.press('Enter');
      await row(text).waitFor();
    },
    async rename(from: string, to: string): Promise<void> {
      await page.getByLabel(`Edit: ${from}`).click();
      await page.keyboard.type(to);
      await page.keyboard.press('Enter');
      await row(to).waitFor();
    },
    tick: (text: string): Promise<void> => page.getByLabel(`Done: ${text}`).check(),
    remove: (text: string): Promise<void> => page.getByLabel(`Delete: ${text}`).click(),
    workOffline: (is: boolean): Promise<void> => page.getByLabel('Work offline').setChecked(is),
    async sync(): Promise<void> {
      await page.getByRole('button', { name: 'Sync', exact: true }).click();
      await page.getByText('Synced').waitFor();
    },
    /** The texts of the items, from the top. */
    texts: (): Promise<string[]> => page.locator('#list .text').allTextContents(),
  };
}
