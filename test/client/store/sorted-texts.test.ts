import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SortedTexts } from '../../../client/store/sorted-texts.ts';

const key = fc.integer({ min: 0, max: 300 });
const change = fc.oneof(
  fc.record({ key, text: fc.constantFrom('one', 'another', undefined) }),
  // What a queue does: numbers come behind all others, and the first ones go.
  fc.record({ from: key, count: fc.integer({ min: 1, max: 200 }), text: fc.constantFrom('one', undefined) }),
);

test('texts are listed as if they were sorted each time, whatever was set and deleted', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 30 }), key, fc.integer({ min: 0, max: 50 }), (changes, after, limit) => {
      const texts = new SortedTexts<number>();
      const naive = new Map<number, string>();
      const set = (number: number, text: string | undefined): void => {
        texts.set(number, text);
        if (text === undefined) naive.delete(number);
        else naive.set(number, text);
      };
      for (const each of changes) {
        if ('key' in each) set(each.key, each.text);
        else for (let number = each.from; number < each.from + each.count; number += 1) set(number, each.text);
        const sorted = [...naive].sort(([left], [right]) => left - right);
        expect(texts.list(undefined)).toEqual(sorted);
        expect(texts.list(after, limit)).toEqual(sorted.filter(([number]) => number > after).slice(0, limit));
        expect(texts.size).toBe(naive.size);
      }
    }),
  );
});
