import { expect, test } from 'vitest';
import { soakOf } from '../soak.ts';

test('tests are no soak unless a variable asks for one', () => {
  expect(soakOf({ PATH: '/bin' })).toBeUndefined();
});

test('one variable is enough, and the others have defaults', () => {
  expect(soakOf({ FUZZ_SEED: '7' })).toEqual({ seed: 7, times: 20, minutes: 5 });
  expect(soakOf({ FUZZ_TIMES: '3', FUZZ_MINUTES: '0.5' })).toMatchObject({ times: 3, minutes: 0.5 });
});

test.each(['', '0', '-1', 'many', '1e10'])('"%s" is no number of times', (FUZZ_TIMES) => {
  expect(() => soakOf({ FUZZ_TIMES })).toThrow(`FUZZ_TIMES is "${FUZZ_TIMES}"`);
});
