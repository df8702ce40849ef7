/** One item in the list: ticked, edited in place, deleted, and with a word on how far it has come. */
import { type Edits, quoted } from './edits.ts';
import type { Item } from './items.ts';
import { button, fromTemplate, part } from './part.ts';
import { stateLabels } from './state.ts';

export type RowActions = {
  readonly edits: Edits;
  /** Shows what is to be decided about an item. */
  readonly explain: (item: Item) => void;
  /** Does it, and says so if it failed. */
  readonly attempt: (work: Promise<unknown>) => void;
};

export class ItemRow {
  readonly element = fromTemplate('item', HTMLLIElement);
  readonly #tick = part(this.element, '.tick', HTMLInputElement);
  readonly #text = part(this.element, '.text', HTMLButtonElement);
  readonly #state = part(this.element, '.state', HTMLElement);
  readonly #remove = part(this.element, '.remove', HTMLButtonElement);
  readonly #actions: RowActions;
  #item: Item | undefined;
  #input: HTMLInputElement | undefined;

  constructor(actions: RowActions) {
    const { edits, attempt } = actions;
    this.#actions = actions;
    this.#tick.addEventListener('change', () => {
      if (this.#item) attempt(edits.tick(this.#item.todo, this.#tick.checked));
    });
    this.#text.addEventListener('click', () => this.#edit());
    this.#remove.addEventListener('click', () => {
      if (!this.#item) return;
      // The focus would be lost with the row.
      const next = this.element.nextElementSibling ?? this.element.previousElementSibling;
      (next?.querySelector<HTMLElement>('.text') ?? part(document, '#new', HTMLElement)).focus();
      attempt(edits.remove(this.#item.todo));
    });
  }

  /** Whether the user is writing in it. */
  get isEdited(): boolean {
    return this.#input !== undefined;
  }

  show(item: Item): void {
    const { todo, state } = item;
    const before = this.#item;
    this.#item = item;
    if (before?.todo === todo && before.state === state) return;
    // A text that is too long to be sent is too long to be shown, too.
    const text = (todo.text ?? '').slice(0, 500) || 'Untitled';
    this.#tick.checked = todo.complete;
    this.#tick.ariaLabel = `Done: ${text}`;
    this.#text.textContent = text;
    this.#text.ariaLabel = `Edit: ${text}`;
    this.#remove.ariaLabel = `Delete: ${text}`;
    if (before?.state === state) return;
    this.element.dataset.state = state;
    const label = stateLabels[state];
    const isProblem = state === 'conflict' || state === 'rejected';
    const explain = (): void => this.#actions.explain(this.#item ?? item);
    this.#state.replaceChildren(isProblem ? button(label, explain) : label);
  }

  #edit(): void {
    if (!this.#item || this.isEdited) return;
    const { todo } = this.#item;
    const input = document.createElement('input');
    input.value = todo.text ?? '';
    input.ariaLabel = `New text for ${quoted(todo.text)}`;
    const end = (keep: boolean, hadFocus: boolean): void => {
      if (this.#input !== input) return;
      this.#input = undefined;
      const text = input.value.trim();
      const isNew = keep && text !== '' && text !== todo.text;
      if (isNew) this.#text.textContent = text;
      input.replaceWith(this.#text);
      if (hadFocus) this.#text.focus();
      if (isNew) this.#actions.attempt(this.#actions.edits.rename(todo, text));
    };
    input.addEventListener('keydown', (event) => {
      const { key, isComposing } = event;
      if (isComposing || (key !== 'Enter' && key !== 'Escape')) return;
      // Or it would press the button that has the focus then.
      event.preventDefault();
      end(key === 'Enter', true);
    });
    input.addEventListener('blur', () => end(true, false));
    this.#input = input;
    this.#text.replaceWith(input);
    input.select();
    input.focus();
  }
}
