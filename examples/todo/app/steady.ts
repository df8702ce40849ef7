/** What goes on, shown without flicker. */

/** What takes less is not shown at all; what is shown stays so long. */
const quietMs = 300;
const shownMs = 400;

/**
 * Takes what is being done now, undefined for nothing. It is shown when something has been done for 300 ms, or at once
 * if the user waits for it; from then on it changes at once, and goes when nothing has been done for 400 ms.
 */
export function steadily(show: (words: string | undefined) => void) {
  let words: string | undefined;
  let isShown = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const after = (ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      isShown = words !== undefined;
      show(words);
    }, ms);
  };

  return (next: string | undefined, isAsked: boolean): void => {
    const began = words === undefined;
    words = next;
    if (next === undefined) after(shownMs);
    else if (isShown || isAsked) after(0);
    // Whatever follows in the meantime does not put it off.
    else if (began) after(quietMs);
  };
}
