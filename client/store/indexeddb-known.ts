/**
 * What a tab knows of its database without asking: texts by place, undefined where there is none. It holds as long as
 * no other tab writes, which is seen at the end of the transaction that has relied on it.
 */
export class Known extends Map<string, string | undefined> {
  /** How many characters were taken in; it is time to begin anew when they are many. */
  length = 0;
  /** Places of which nothing is known, and that are taken to be free: most edits of such are inserts. */
  readonly guessed = new Set<string>();
  /** The record that was asked for last, if there was one: whoever edits such mostly edits another one next. */
  found: string | undefined;
  /** Whether anything may be relied on that was not asked for in the same transaction. */
  mayGuess = false;

  override set(place: string, text: string | undefined): this {
    this.length += place.length + (text?.length ?? 0);
    return super.set(place, text);
  }

  forget(): void {
    this.clear();
    this.guessed.clear();
  }
}
