/** Virtual time: what is to happen when, one thing after the other. */

type Planned = { readonly atMs: number; readonly order: number; readonly run: () => void };

/** Where virtual time begins, in milliseconds since 1970. */
export const beginningMs = Date.UTC(2026, 0, 1);

/** Twice as long as a run takes that comes to rest. */
const longestMs = 5 * 60_000;

// Taken before a simulation replaces it.
const { setImmediate: nextTurn } = globalThis;

/** Resolves when everything that can go on without the clock has. */
const settled = (): Promise<void> => new Promise((resolve) => nextTurn(resolve));

export class Timeline {
  /** Milliseconds since the beginning. */
  nowMs = 0;
  /** How many things have happened. */
  steps = 0;
  #order = 0;
  readonly #planned: Planned[] = [];

  /** Runs something in so many milliseconds. @returns what calls it off */
  later(delayMs: number, run: () => void): () => void {
    const planned = { atMs: this.nowMs + Math.max(0, delayMs), order: this.#order++, run };
    this.#planned.splice(this.#placeOf(planned.atMs), 0, planned);
    return () => {
      const at = this.#planned.indexOf(planned);
      if (at >= 0) this.#planned.splice(at, 1);
    };
  }

  sleep(delayMs: number): Promise<void> {
    return new Promise((resolve) => this.later(delayMs, resolve));
  }

  /**
   * Lets time pass until the work has ended.
   * @throws Error when it has not, and nothing is planned, or much time has passed
   */
  async passUntil<Result>(work: Promise<Result>): Promise<Result> {
    let ended = false;
    const end = (): void => {
      ended = true;
    };
    work.then(end, end);
    await settled();
    while (!ended) {
      const next = this.#planned.shift();
      if (next === undefined) throw new Error('The simulation stands still: everybody waits, and nothing is planned.');
      if (next.atMs > longestMs)
        throw new Error('The simulation goes on for ever: somebody tries the same again and again.');
      this.nowMs = next.atMs;
      this.steps += 1;
      next.run();
      await settled();
    }
    return work;
  }

  /** Behind all that is planned for the same time. */
  #placeOf(atMs: number): number {
    let [low, high] = [0, this.#planned.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#planned[middle]?.atMs ?? 0) <= atMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
