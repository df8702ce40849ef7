/**
 * Tells a database that the browser has deleted from a first run. Each database has an id of its own, its generation; a
 * copy of it is in `localStorage`, which browsers under pressure for room leave alone. When all that this site keeps is
 * deleted at once, as Safari does after seven days without a visit, nothing is left to tell it by.
 */
const keyOf = (name: string): string => `tidemark:${name}`;

/** Notes the generation, and tells whether another one was noted before. */
export function isReplaced(name: string, generation: string): boolean {
  try {
    const before = localStorage.getItem(keyOf(name));
    if (before !== generation) localStorage.setItem(keyOf(name), generation);
    return before !== null && before !== generation;
  } catch {
    // Workers have none, and some settings forbid it.
    return false;
  }
}

/** The next generation is a first one. */
export function forgetGeneration(name: string): void {
  try {
    localStorage.removeItem(keyOf(name));
  } catch {}
}
