import { afterEach, expect, test, vi } from 'vitest';
import { requestPersistence } from '../../../client/store/persistence.ts';

afterEach(() => vi.unstubAllGlobals());

const yes = async (): Promise<boolean> => true;
const no = async (): Promise<boolean> => false;
const refused = (): Promise<boolean> => Promise.reject(new TypeError('not in this context'));

test.each([
  ['has promised it already, and is not asked again', { persisted: yes, persist: refused }, 'persisted'],
  ['agrees', { persisted: no, persist: yes }, 'persisted'],
  ['does not agree', { persisted: no, persist: no }, 'best-effort'],
  ['refuses the question', { persisted: refused, persist: refused }, 'unknown'],
  ['does not know the question', undefined, 'unknown'],
])('a browser that %s', async (_, storage, expected) => {
  vi.stubGlobal('navigator', { storage });
  expect(await requestPersistence()).toBe(expected);
});

test('this browser answers', async () => {
  expect(['persisted', 'best-effort']).toContain(await requestPersistence());
});
