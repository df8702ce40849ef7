/** Pull to refresh: a list that is at its top and pulled down syncs when it is let go. */
import { part } from './part.ts';

/** How far it must be pulled, in pixels. */
const far = 80;

export function onPullDown(refresh: () => unknown): void {
  const drop = part(document, '#pull', HTMLElement);
  let startY: number | undefined;
  let pulled = 0;

  const pull = (distance: number): void => {
    pulled = Math.max(0, distance);
    drop.style.height = `${Math.min(pulled, far * 1.2) * 0.6}px`;
    drop.classList.toggle('enough', pulled >= far);
  };

  addEventListener('touchstart', ({ touches }) => {
    startY = scrollY <= 0 && touches.length === 1 ? touches[0]?.clientY : undefined;
  });
  addEventListener(
    'touchmove',
    (event) => {
      if (startY === undefined) return;
      pull((event.touches[0]?.clientY ?? startY) - startY);
      if (pulled > 0 && event.cancelable) event.preventDefault();
    },
    { passive: false },
  );
  const end = (): void => {
    if (startY !== undefined && pulled >= far) refresh();
    startY = undefined;
    pull(0);
  };
  addEventListener('touchend', end);
  addEventListener('touchcancel', end);
}
