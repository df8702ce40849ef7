/** The line below the title: what is being synced, what waits, or why nothing is. */
import type { Items } from './items.ts';
import { part } from './part.ts';
import { isOn } from './settings.ts';
import { steadily } from './steady.ts';
import { type Progress, reasonOf } from './sync.ts';

export function createStatus() {
  const doing = part(document, '#doing', HTMLElement);
  const summary = part(document, '#summary', HTMLElement);
  const refresh = part(document, '#refresh', HTMLButtonElement);
  const bar = part(document, '#progress', HTMLElement);
  const showQueue = part(document, '#show-queue', HTMLButtonElement);
  let isAsked = false;
  let failure: unknown;
  let queue: Items['queue'] = { pending: [], errors: [] };

  const showProgress = steadily((words) => {
    doing.textContent = words ?? '';
    bar.hidden = words === undefined;
    bar.ariaValueText = words ?? '';
    refresh.classList.toggle('busy', words !== undefined);
  });

  const showSummary = (): void => {
    const waiting = queue.pending.length;
    const problems = queue.errors.length;
    const here = waiting === 0 ? 'Everything is sent' : 'Saved on this device';
    const words = isOn('offline') ? 'Working offline' : failure === undefined ? here : reasonOf(failure);
    // A screen reader reads the line whenever it is written.
    if (summary.textContent !== words) summary.textContent = words;
    showQueue.hidden = waiting === 0;
    showQueue.textContent = problems > 0 ? counted(problems, 'problem') : `${waiting.toLocaleString()} waiting`;
    showQueue.classList.toggle('problem', problems > 0);
  };

  return {
    /** Whether the user waits for the sync. */
    asked(is: boolean): void {
      isAsked = is;
    },
    sync(progress: Progress): void {
      if (progress.doing === undefined) failure = progress.failure;
      showProgress(progress.doing, isAsked);
      showSummary();
    },
    items(items: Items): void {
      queue = items.queue;
      showSummary();
    },
    settings: showSummary,
  };
}

const counted = (count: number, what: string): string => `${count.toLocaleString()} ${what}${count === 1 ? '' : 's'}`;
