import { describe, expect, test } from 'vitest';
import { expectationSchema, type Json, mismatch } from '../conformance/expectation.ts';

const now = new Date().toISOString();

const met: readonly (readonly [expected: Json, actual: unknown])[] = [
  ['a', 'a'],
  [null, null],
  [{ id: 'a' }, { id: 'a', text: 'more' }],
  [[], []],
  [[{ id: 'a' }], [{ id: 'a', text: 'more' }]],
  [{ $absent: true }, undefined],
  [{ text: { $absent: true } }, {}],
  [{ $present: true }, null],
  [{ $is: 'string' }, 'a'],
  [{ $is: 'timestamp' }, '2016-01-02T03:04:05.678Z'],
  [{ $is: 'array' }, []],
  [{ $is: 'object' }, {}],
  [{ $matches: '^a' }, 'ab'],
  [{ $not: 'a' }, 'b'],
  [{ $after: '2016-01-02T03:04:05.678Z' }, '2016-01-02T03:04:05.679Z'],
  [{ $notBefore: '2016-01-02T03:04:05.678Z' }, '2016-01-02T03:04:05.678Z'],
  [{ $withinSeconds: 60 }, now],
  [{ $length: 1 }, ['a']],
  [{ $contains: { id: 'a' } }, [{ id: 'b' }, { id: 'a' }]],
  [{ $lacks: { id: 'a' } }, [{ id: 'b' }]],
  [{ $every: { deleted: true } }, [{ deleted: true }]],
  [{ $members: ['b', 'a'] }, { a: 1, b: 2 }],
  [{ $ascending: 'a' }, [{ a: 'x' }, { a: 'y' }]],
  [{ $ascending: 'a' }, [{ a: 9 }, { a: 10 }]],
  [{ $ascending: 'a' }, []],
  [{ $digestOf: [] }, '000000000000'],
  [{ $digestOf: ['00000000000100ff'] }, '000000000001'],
  [{ $digestOf: ['fffffffffffe0000', '0000000000030000'] }, '000000000001'],
  [{ $is: 'string', $not: 'a' }, 'b'],
];

const unmet: readonly (readonly [expected: Json, actual: unknown])[] = [
  ['a', 'b'],
  [1, '1'],
  [false, null],
  [{ id: 'a' }, {}],
  [{ id: 'a' }, 'a'],
  [[], [1]],
  [[1], []],
  [['a'], ['b']],
  [{ $absent: true }, null],
  [{ $present: true }, undefined],
  [{ $is: 'string' }, ''],
  [{ $is: 'number' }, '1'],
  [{ $is: 'boolean' }, 1],
  [{ $is: 'timestamp' }, '2016-01-02T03:04:05Z'],
  [{ $is: 'object' }, []],
  [{ $matches: '^a' }, 'ba'],
  [{ $matches: 'undefined' }, undefined],
  [{ $not: 'a' }, 'a'],
  [{ $not: 'a' }, undefined],
  [{ $after: '2016-01-02T03:04:05.678Z' }, '2016-01-02T03:04:05.678Z'],
  [{ $after: '2016-01-02T03:04:05.678Z' }, undefined],
  [{ $notBefore: '2016-01-02T03:04:05.678Z' }, '2016-01-02T03:04:05.677Z'],
  [{ $withinSeconds: 60 }, '2016-01-02T03:04:05.678Z'],
  [{ $length: 1 }, []],
  [{ $contains: 'a' }, ['b']],
  [{ $contains: 'a' }, undefined],
  [{ $lacks: 'a' }, ['a']],
  [{ $lacks: 'a' }, undefined],
  [{ $every: 1 }, [1, 2]],
  [{ $members: ['a'] }, { a: 1, b: 2 }],
  [{ $ascending: 'a' }, [{ a: 'y' }, { a: 'x' }]],
  [{ $ascending: 'a' }, [{ a: 1 }, { a: 1 }]],
  [{ $ascending: 'a' }, [{ a: '9' }, { a: 10 }]],
  [{ $ascending: 'a' }, [{ a: null }]],
  [{ $ascending: 'a' }, [{ b: 1 }, { b: 2 }]],
  [{ $ascending: 'a' }, undefined],
  [{ $digestOf: ['0000000000010000'] }, '000000000002'],
  [{ $digestOf: [] }, undefined],
  [{ $is: 'string', $not: 'a' }, 'a'],
];

describe('an expectation', () => {
  test.each(met)('%j is met by %j', (expected, actual) => {
    expect(expectationSchema.safeParse(expected).success).toBe(true);
    expect(mismatch(expected, actual, 'body')).toBeUndefined();
  });

  test.each(unmet)('%j is not met by %j', (expected, actual) => {
    expect(expectationSchema.safeParse(expected).success).toBe(true);
    expect(mismatch(expected, actual, 'body')).toMatch(/^body/);
  });

  test.each([
    [{ $isnt: 'string' }],
    [{ $is: 'text' }],
    [{ $absent: false }],
    [{ $contains: [{ $no: 1 }] }],
    [{ $absent: true, id: 'a' }],
    [{ $ascending: true }],
    [{ $digestOf: 'a' }],
  ])('%j is outside of the vocabulary', (expected) => {
    expect(expectationSchema.safeParse(expected).success).toBe(false);
  });

  test('says which member was not met', () => {
    expect(mismatch({ items: [{ id: 'a' }] }, { items: [{ id: 'b' }] }, 'body')).toBe(
      'body.items[0].id is "b", expected "a"',
    );
  });
});
