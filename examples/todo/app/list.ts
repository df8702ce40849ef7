/** The list: as many items as fill some screens, and more as the user goes down. */
import { ItemRow, type RowActions } from './item-row.ts';
import type { Item, Items } from './items.ts';
import { part } from './part.ts';

const pageSize = 100;

type Filter = (item: Item) => boolean;
const filters: Readonly<Record<string, Filter>> = {
  all: () => true,
  open: ({ todo }) => !todo.complete,
  done: ({ todo }) => todo.complete,
};
const filterOf = ({ value }: HTMLInputElement): Filter => filters[value] ?? (() => true);

export class List {
  readonly #list = part(document, '#list', HTMLElement);
  readonly #more = part(document, '#more', HTMLButtonElement);
  readonly #empty = part(document, '#empty', HTMLElement);
  readonly #filter = part(document, '#filter', HTMLElement);
  readonly #rows = new Map<string, ItemRow>();
  readonly #items: Items;
  readonly #actions: RowActions;
  #limit = pageSize;

  constructor(items: Items, actions: RowActions) {
    this.#items = items;
    this.#actions = actions;
    const showMore = (): void => this.#show(this.#limit + pageSize);
    this.#more.addEventListener('click', showMore);
    const isNear = new IntersectionObserver(([seen]) => seen?.isIntersecting && showMore(), { rootMargin: '600px' });
    isNear.observe(this.#more);
    this.#filter.addEventListener('change', () => this.#show(pageSize));
  }

  /** Shows the items as they are now. */
  show(): void {
    const { all } = this.#items;
    const found = all.filter(filterOf(part(this.#filter, ':checked', HTMLInputElement)));
    this.#place(found.slice(0, this.#limit));
    this.#more.hidden = found.length <= this.#limit;
    this.#more.textContent = `Show more of ${found.length.toLocaleString()} items`;
    this.#empty.hidden = found.length > 0;
    this.#empty.textContent = all.length > 0 ? 'Nothing here.' : 'Nothing to do yet. Add the first item above.';
    for (const label of this.#filter.querySelectorAll('label')) {
      const count = all.filter(filterOf(part(label, 'input', HTMLInputElement))).length;
      part(label, 'output', HTMLOutputElement).value = count.toLocaleString();
    }
  }

  #show(limit: number): void {
    this.#limit = limit;
    this.show();
  }

  /** A row that stays is the same element as before, and moves only if it must: the user may be in it. */
  #place(shown: readonly Item[]): void {
    const ids = new Set(shown.map(({ todo }) => todo.id));
    for (const [id, row] of this.#rows) {
      if (ids.has(id)) continue;
      row.element.remove();
      this.#rows.delete(id);
    }
    let next = this.#list.firstElementChild;
    for (const item of shown) {
      const row = this.#rows.get(item.todo.id) ?? new ItemRow(this.#actions);
      this.#rows.set(item.todo.id, row);
      row.show(item);
      if (row.element === next) next = next.nextElementSibling;
      else this.#list.insertBefore(row.element, next);
    }
  }
}
