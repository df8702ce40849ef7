/** Pieces of SQL that know how deep and how long they are: D1 has limits on both. */
import { type SQL, sql } from 'drizzle-orm';

/** An expression, the height of its tree as SQLite counts it, and the length of its text at most. */
export type Fragment = { readonly sql: SQL; readonly depth: number; readonly length: number };

type Template = (strings: TemplateStringsArray, ...parts: readonly Fragment[]) => Fragment;

/** A tag for SQL that puts `levels` operators over its parts. Only its parts differ: its own text is written in the code. */
export const op =
  (levels: number): Template =>
  (strings, ...parts) => ({
    sql: sql(strings, ...parts.map((part) => part.sql)),
    depth: levels + Math.max(0, ...parts.map(({ depth }) => depth)),
    length: [...strings, ...parts].reduce((length, part) => length + part.length, 0),
  });

/** A bound value, which in a statement of many parameters is `(?1 ->> '$[1234]')`. */
export const bound = (value: string | number): Fragment => ({ sql: sql`${value}`, depth: 2, length: 18 });

/** SQL that is the same whatever the request: a column's name, a number of ours. */
export const fixed = (text: string): Fragment => ({ sql: sql.raw(text), depth: 1, length: text.length });
