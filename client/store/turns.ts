/** Work that must not overlap. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  /** What the work gives; it begins when all that came before it has ended, well or not. */
  take<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => {});
    return turn;
  }
}
