/** The items that are on the device, as the page shows them: kept in order, and read again when they change. */
import type { Device, Todo } from './device.ts';
import { type Queue, type State, statesOf } from './state.ts';

export type Item = { readonly todo: Todo; readonly state: State };

/** So many changed items are looked up one by one; for more, all are read. */
const few = 20;
/** A pull changes thousands of items: reading them all again may take this part of the time. */
const share = 1 / 5;
/** How long after a failure everything is read again, in milliseconds. */
const retryMs = 5000;

export class Items {
  /** The newest first. */
  all: readonly Item[] = [];
  queue: Queue = { pending: [], errors: [] };
  readonly #device: Device;
  readonly #changed: () => void;
  readonly #failed: (error: unknown) => void;
  readonly #byId = new Map<string, Todo>();
  readonly #stale = new Set<string>();
  #allStale = true;
  #readAllAtMs = 0;
  #reading = false;
  #again = false;
  #isPushing = false;

  /** `changed` is called after every change, and after the first reading; `failed` if the device cannot read them. */
  constructor(device: Device, changed: () => void, failed: (error: unknown) => void) {
    this.#device = device;
    this.#changed = changed;
    this.#failed = failed;
    device.syncContext.subscribe((event) => {
      if (event.type === 'push-started') this.#isPushing = true;
      if (event.type === 'push-ended') {
        this.#isPushing = false;
        this.#read();
      }
      if (event.type !== 'changed') return;
      if (event.records.length > few) this.#allStale = true;
      else for (const { id } of event.records) this.#stale.add(id);
      this.#read();
    });
    this.#read();
  }

  /** Reads what has changed, once more if something changes meanwhile. */
  #read(): void {
    this.#again = this.#reading;
    if (this.#reading) return;
    this.#reading = true;
    this.#readOnce()
      .catch((error: unknown) => {
        this.#allStale = true;
        this.#readAllAtMs = performance.now() + retryMs;
        this.#failed(error);
      })
      .finally(() => {
        this.#reading = false;
        if (this.#again) this.#read();
        else if (this.#allStale) setTimeout(() => this.#read(), this.#readAllAtMs - performance.now());
      });
  }

  async #readOnce(): Promise<void> {
    if (this.#allStale && performance.now() >= this.#readAllAtMs) await this.#readAll();
    else await this.#readStale();
    const { syncContext } = this.#device;
    const [pending, errors] = await Promise.all([syncContext.pendingOperations(), syncContext.errors()]);
    this.queue = { pending, errors };
    this.all = inOrder([...this.#byId.values()], this.queue, statesOf(this.queue, this.#isPushing));
    this.#changed();
  }

  async #readAll(): Promise<void> {
    const startMs = performance.now();
    this.#allStale = false;
    this.#stale.clear();
    const todos = await this.#device.todos.read();
    this.#byId.clear();
    for (const todo of todos) this.#byId.set(todo.id, todo);
    const endMs = performance.now();
    this.#readAllAtMs = endMs + (endMs - startMs) / share;
  }

  async #readStale(): Promise<void> {
    const ids = [...this.#stale];
    this.#stale.clear();
    const found = await Promise.all(ids.map((id) => this.#device.todos.lookup(id)));
    for (const [at, id] of ids.entries()) {
      const todo = found[at];
      if (todo === undefined) this.#byId.delete(id);
      else this.#byId.set(id, todo);
    }
  }
}

/** Items that the service has not seen are the newest, the last that was queued first. */
function inOrder(todos: readonly Todo[], queue: Queue, states: ReadonlyMap<string, State>): readonly Item[] {
  const places = new Map(queue.pending.map(({ id, number }) => [id, `~${String(number).padStart(16, '0')}`]));
  const placeOf = ({ id, createdAt }: Todo): string => createdAt ?? places.get(id) ?? '~';
  return todos
    .map((todo) => ({ place: placeOf(todo), item: { todo, state: states.get(todo.id) ?? 'sent' } }))
    .sort((a, b) => (a.place === b.place ? 0 : a.place < b.place ? 1 : -1))
    .map(({ item }) => item);
}
