/** Values as JSON text, so that nobody holds a part of what is stored, by keys whose order is known. */
export class SortedTexts<Key extends string | number> {
  readonly #texts = new Map<Key, string>();
  /** Ascending, some of which may be there no more; undefined where they are to be sorted anew. */
  #keys: Key[] | undefined = [];

  get size(): number {
    return this.#texts.size;
  }

  get(key: Key): string | undefined {
    return this.#texts.get(key);
  }

  /** Undefined deletes it. */
  set(key: Key, text: string | undefined): void {
    if (text === undefined) this.#texts.delete(key);
    else {
      if (!this.#texts.has(key)) this.#add(key);
      this.#texts.set(key, text);
    }
  }

  /** By ascending key, those behind `after`, at most so many. */
  list(after: Key | undefined, limit = Number.POSITIVE_INFINITY): readonly (readonly [Key, string])[] {
    const keys = this.#sorted();
    const found: (readonly [Key, string])[] = [];
    for (
      let at = after === undefined ? 0 : placeBehind(keys, after);
      at < keys.length && found.length < limit;
      at += 1
    ) {
      const key = keys[at];
      const text = key === undefined ? undefined : this.#texts.get(key);
      if (key !== undefined && text !== undefined) found.push([key, text]);
    }
    return found;
  }

  /** Numbers of operations ascend: they go to the end. */
  #add(key: Key): void {
    const last = this.#keys?.at(-1);
    if (last === undefined || key > last) this.#keys?.push(key);
    else this.#keys = undefined;
  }

  #sorted(): readonly Key[] {
    // Most of what is deleted is done operations, one after the other: to look for each among the keys would take long.
    if (this.#keys === undefined || this.#keys.length > 2 * this.#texts.size + 100) {
      this.#keys = [...this.#texts.keys()].sort((left, right) => (left < right ? -1 : 1));
    }
    return this.#keys;
  }
}

/** Where the first key stands that is behind this one. */
function placeBehind<Key extends string | number>(keys: readonly Key[], after: Key): number {
  let [low, high] = [0, keys.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const key = keys[middle];
    if (key !== undefined && key > after) high = middle;
    else low = middle + 1;
  }
  return low;
}
