/** Writes a page of a pull. Loaded with the first of them. */
import { SyncError } from '../sync-error.ts';
import type { Device } from './device.ts';
import { eachCopy } from './each-copy.ts';
import { rowsOf } from './pull-step.ts';
import type { Page } from './pull-walk.ts';
import type { Pull } from './pulling.ts';
import { storePage } from './store-page.ts';
import type { Writing } from './writing.ts';

/** The table was empty, and has records by now: the service may have removed them before it was asked. */
class TableFilled extends SyncError {}

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
    if (error instanceof TableFilled) return false;
    throw error;
  }
}

const whileEmpty = (table: string, { merge, first }: Writing): Writing => ({
  merge,
  first: async (transaction) => {
    await eachCopy(transaction, table, ({ length }) => {
      if (length > 0) throw new TableFilled('pull-overtaken');
    });
    await first?.(transaction);
  },
});
