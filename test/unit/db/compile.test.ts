import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { compile } from '../../../src/db/compile.ts';

const many = (count: number) =>
  sql.join(
    Array.from({ length: count }, (_, n) => sql`${n}`),
    sql`, `,
  );

test('a few parameters are bound one by one', () => {
  expect(compile(sql`SELECT ${'a'}, ${5}, ${null} FROM "t"`)).toEqual({
    sql: 'SELECT ?, ?, ? FROM "t"',
    params: ['a', 5, null],
  });
});

test('up to 90 parameters are bound one by one, more in one', () => {
  expect(compile(sql`SELECT ${many(90)}`).params).toHaveLength(90);
  expect(compile(sql`SELECT ${many(91)}`).params).toHaveLength(1);
});

test('folded values keep their types, and numbers are doubles', () => {
  const { sql: text, params } = compile(sql`SELECT ${many(91)} WHERE ${'it"s \u{1f600}'} = ${null} OR ${2 ** 60}`);
  expect(text).toContain(`SELECT (?1 ->> '$[0]'), (?1 ->> '$[1]')`);
  expect(text).toContain(`WHERE (?1 ->> '$[91]') = (?1 ->> '$[92]') OR (?1 ->> '$[93]')`);
  expect(String(params[0])).toMatch(/^\[0e\+0,1e\+0,.*,"it\\"s 😀",null,1\.152921504606847e\+18\]$/);
});

test('what is no SQL value is refused', () => {
  expect(() => compile(sql`SELECT ${{}}`)).toThrow('no SQL value');
});
