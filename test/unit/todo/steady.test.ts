import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { steadily } from '../../../examples/todo/app/steady.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** What is done from which millisecond on; and what is seen from which, until so many have passed. */
function seen(done: readonly (readonly [at: number, words: string | undefined, isAsked?: boolean])[], untilMs: number) {
  const changes: (readonly [number, string | undefined])[] = [];
  const begin = Date.now();
  let shown: string | undefined;
  const tell = steadily((words) => {
    if (words !== shown) changes.push([Date.now() - begin, words]);
    shown = words;
  });
  for (const [at, words, isAsked = false] of done) {
    vi.advanceTimersByTime(begin + at - Date.now());
    tell(words, isAsked);
  }
  vi.advanceTimersByTime(begin + untilMs - Date.now());
  return changes;
}

test.each([
  {
    title: 'what is short is not seen',
    done: [
      [0, 'Sending'],
      [200, undefined],
    ],
    changes: [],
  },
  {
    title: 'what takes long is seen after a while, and until a while after its end',
    done: [
      [0, 'Sending'],
      [500, undefined],
    ],
    changes: [
      [300, 'Sending'],
      [900, undefined],
    ],
  },
  {
    title: 'many short steps are seen like one that is long',
    done: [
      [0, 'Fetching'],
      [100, '1,000'],
      [200, '2,000'],
      [290, '3,000'],
      [380, '4,000'],
      [450, undefined],
    ],
    changes: [
      [300, '3,000'],
      [380, '4,000'],
      [850, undefined],
    ],
  },
  {
    title: 'what the user waits for is seen at once',
    done: [
      [0, 'Sending', true],
      [50, undefined],
    ],
    changes: [
      [0, 'Sending'],
      [450, undefined],
    ],
  },
  {
    title: 'what follows before the last has gone is seen at once',
    done: [
      [0, 'Sending'],
      [400, undefined],
      [500, 'Fetching'],
      [600, undefined],
    ],
    changes: [
      [300, 'Sending'],
      [500, 'Fetching'],
      [1000, undefined],
    ],
  },
] as const)('$title', ({ done, changes }) => {
  expect(seen(done, 2000)).toEqual(changes);
});
