/** An operation in the queue: what it does, why it is still there, and what can be done about it. */
import type { PendingOperation, PushError } from 'tidemark/client';
import { quoted } from './edits.ts';
import { button, fromTemplate, part } from './part.ts';
import type { QueueActions } from './queue.ts';

type Waiting = {
  readonly operation: PendingOperation;
  /** What the service has said about it, if it has refused it. */
  readonly error: PushError | undefined;
  /** The text of the item; undefined if it is not here any more. */
  readonly text: string | null | undefined;
};

const verbs: Readonly<Record<PendingOperation['action'], string>> = {
  insert: 'Add',
  update: 'Change',
  replace: 'Change',
  remove: 'Delete',
  undelete: 'Bring back',
};

const reasons: Readonly<Record<PendingOperation['state'], string>> = {
  queued: 'Waits for the next sync.',
  sent: 'Was sent; the service has not answered yet.',
  failed: 'Was refused; the service is asked again.',
};

export function createEntry({ operation, error, text }: Waiting, actions: QueueActions): HTMLLIElement {
  const { id, action, state } = operation;
  const entry = fromTemplate('operation', HTMLLIElement);
  const shown = text ?? String(error?.versions.base?.text ?? id);
  part(entry, '.what', HTMLElement).textContent = `${verbs[action]} ${quoted(shown)}`;
  part(entry, '.why', HTMLElement).textContent = error === undefined ? reasons[state] : reasonFor(error);
  part(entry, '.actions', HTMLElement).append(...buttonsFor(entry, operation, error, actions));
  if (error !== undefined) entry.dataset.state = error.isConflict ? 'conflict' : 'rejected';
  return entry;
}

const reasonFor = ({ isConflict, status, message }: PushError): string =>
  isConflict ? 'Somebody else has changed it meanwhile.' : `Refused (${status}): ${message}`;

function buttonsFor(
  entry: HTMLElement,
  operation: PendingOperation,
  error: PushError | undefined,
  actions: QueueActions,
): readonly HTMLButtonElement[] {
  const { decide, settle, compare, syncContext } = actions;
  if (error === undefined) {
    return operation.state === 'queued' ? [button('Discard', () => decide(syncContext.cancel(operation)))] : [];
  }
  const discard = button('Discard', () => settle(error, (now) => now.cancelAndDiscard()));
  if (error.isConflict) return [button('Compare…', () => compare(error)), discard];
  const retry = button('Retry', () => settle(error, (now) => now.retry()));
  if (error.versions.mine === null) return [retry, discard];
  return [retry, button('Edit', () => edit(entry, error, actions)), discard];
}

/** Asks for a new text; what was refused with the old one is sent with it. */
function edit(entry: HTMLElement, { id, versions }: PushError, { decide, todos }: QueueActions): void {
  const input = Object.assign(document.createElement('input'), { value: versions.mine?.text, ariaLabel: 'New text' });
  const save = Object.assign(document.createElement('button'), { textContent: 'Save' });
  const form = document.createElement('form');
  form.append(input, save);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    form.remove();
    decide(todos.update({ id, text: input.value }));
  });
  part(entry, '.actions', HTMLElement).replaceChildren(form);
  input.select();
}
