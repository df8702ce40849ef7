/** The queue: what waits to be sent, in the order in which it will be. */
import type { PushError } from 'tidemark/client';
import type { Device } from './device.ts';
import type { Items } from './items.ts';
import { part } from './part.ts';
import { createEntry } from './queue-entry.ts';

/** Does what is chosen about something that was refused, syncs, and says so if it failed. */
export type Settle = (error: PushError, choose: (error: PushError) => Promise<void>) => void;

/** What the user can do about an operation. */
export type QueueActions = Device & {
  /** Does it, syncs, and says so if it failed. */
  readonly decide: (work: Promise<unknown>) => void;
  readonly settle: Settle;
  readonly compare: (conflict: PushError) => void;
};

const most = 100;

export function createQueue(items: Items, actions: QueueActions) {
  const dialog = part(document, '#queue', HTMLDialogElement);
  const list = part(dialog, '#operations', HTMLElement);
  const empty = part(dialog, '#queue-empty', HTMLElement);

  const show = (): void => {
    // What is being written there stays.
    if (!dialog.open || list.querySelector('form') !== null) return;
    const { pending, errors } = items.queue;
    const texts = new Map(items.all.map(({ todo }) => [todo.id, todo.text]));
    empty.hidden = pending.length > 0;
    const entries = pending.slice(0, most).map((operation) => {
      const error = operation.state === 'failed' ? errors.find(({ id }) => id === operation.id) : undefined;
      return createEntry({ operation, error, text: texts.get(operation.id) }, actions);
    });
    list.replaceChildren(...entries);
  };

  return {
    show,
    open(): void {
      dialog.showModal();
      show();
    },
  };
}
