/** One line at the bottom of the page that says what was done or went wrong, read aloud by screen readers. */
import { button, part } from './part.ts';

const shownMs = 10_000;

export type Notice = ReturnType<typeof createNotice>;

export function createNotice() {
  const line = part(document, '#notice', HTMLElement);
  let timer: ReturnType<typeof setTimeout>;
  const hide = (): void => line.replaceChildren();
  return {
    /** Stays for ten seconds, longer while it is looked at. */
    show(text: string, action?: { readonly label: string; readonly press: () => unknown }): void {
      const words = document.createElement('span');
      words.textContent = text;
      line.replaceChildren(words);
      if (action !== undefined) {
        line.append(button(action.label, action.press));
      }
      const wait = (): void => {
        clearTimeout(timer);
        timer = setTimeout(() => (line.matches(':hover, :focus-within') ? wait() : hide()), shownMs);
      };
      wait();
    },
  };
}
