/** What the user does with items. Each edit is kept on the device at once, and can be taken back. */
import { requestPersistence } from 'tidemark/client/indexeddb';
import type { Device, Todo } from './device.ts';
import type { Notice } from './notice.ts';

export type Edits = ReturnType<typeof createEdits>;

export function createEdits({ todos }: Device, notice: Notice) {
  /** How to take back what was done, the last at the end. */
  const steps: (() => Promise<unknown>)[] = [];

  const undo = async (): Promise<void> => {
    const step = steps.pop();
    if (step === undefined) return;
    notice.show('Undone');
    await step();
  };

  const done = (what: string, step: () => Promise<unknown>): void => {
    steps.push(step);
    notice.show(what, { label: 'Undo', press: undo });
  };

  return {
    undo,

    async add(text: string): Promise<void> {
      const { id } = await todos.insert({ text });
      done(`Added ${quoted(text)}`, () => todos.remove(id));
      // Browsers may throw away what a page keeps, unless it asks them not to.
      void requestPersistence();
    },

    async rename(todo: Todo, text: string): Promise<void> {
      await todos.update({ id: todo.id, text });
      done(`Changed to ${quoted(text)}`, () => todos.update({ id: todo.id, text: todo.text }));
    },

    async tick(todo: Todo, complete: boolean): Promise<void> {
      await todos.update({ id: todo.id, complete });
      done(`${complete ? 'Completed' : 'Reopened'} ${quoted(todo.text)}`, () =>
        todos.update({ id: todo.id, complete: !complete }),
      );
    },

    async remove(todo: Todo): Promise<void> {
      const { id, text, complete, version } = todo;
      await todos.remove(id);
      // Of an item that was never sent nothing is left that could come back.
      done(`Deleted ${quoted(text)}`, () =>
        version === undefined ? todos.insert({ id, text, complete }) : todos.undelete(id),
      );
    },
  };
}

/** A text among others, not too long. */
export function quoted(text: string | null | undefined): string {
  const shown = text ?? '';
  return `“${shown.length > 40 ? `${shown.slice(0, 39)}…` : shown}”`;
}
