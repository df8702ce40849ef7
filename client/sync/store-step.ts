/** Writes a page of a pull. Loaded with the first of them. */
import type { Device } from './device.ts';
import { eachCopy } from './each-copy.ts';
import { PullAgain } from './pull-again.ts';
import { rowsOf } from './pull-step.ts';
import type { Page } from './pull-walk.ts';
import type { Pull } from './pulling.ts';
import { storePage } from './store-page.ts';
import type { Writing } from './writing.ts';

/**
 * Whether it is written; the pull is to begin once more where it is not.
 *
 * @param isBlind whether it is the page with which a pull begins on a table that was empty: nobody asked what was
 * removed
 */
export async function storeStep(
  device: Device,
  pull: Pull,
  page: Page,
  writing: Writing,
  isBlind: boolean,
): Promise<boolean> {
  try {
    const checked = isBlind ? whileEmpty(pull.walk.table, writing) : writing;
    await storePage(device, pull, rowsOf(pull, page), page.all, checked);
    return true;
  } catch (error) {
    if (error instanceof PullAgain) return false;
    throw error;
  }
}

const whileEmpty = (table: string, { merge, first }: Writing): Writing => ({
  merge,
  first: async (transaction) => {
    await eachCopy(transaction, table, ({ length }) => {
      // The service may have removed them before it was asked.
      if (length > 0) throw new PullAgain();
    });
    await first?.(transaction);
  },
});
