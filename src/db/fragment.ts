/** Pieces of SQL that know how deep and how long they are: databases have limits on both. */
import { type SQL, sql } from 'drizzle-orm';
import { parserStack } from './parser-stack.ts';

export type Fragment = {
  readonly sql: SQL;
  /** The height of the expression's tree; D1 takes 100. */
  readonly depth: number;
  /** How many symbols a parser keeps at once to read it; libSQL's takes 100. */
  readonly stack: number;
  /** The most characters that the text may have; D1 takes 100,000 bytes. */
  readonly length: number;
};

type Template = (strings: TemplateStringsArray, ...parts: readonly Fragment[]) => Fragment;

/**
 * A tag for SQL that puts `levels` operators over its parts. Only its parts differ: its own text is written in the
 * code.
 */
export const op =
  (levels: number): Template =>
  (strings, ...parts) => {
    const before = parserStack(strings);
    return {
      sql: sql(strings, ...parts.map((part) => part.sql)),
      depth: levels + Math.max(0, ...parts.map(({ depth }) => depth)),
      stack: parts.reduce((most, { stack }, at) => Math.max(most, stack + (before[at] ?? 0)), before.at(-1) ?? 0),
      length: [...strings, ...parts].reduce((length, part) => length + part.length, 0),
    };
  };

/** A bound value, which in a statement of many parameters is `(?1 ->> '$[1234]')`. */
export const bound = (value: string | number): Fragment => ({ sql: sql`${value}`, depth: 2, stack: 4, length: 18 });

/** SQL that is the same whatever the request: a column's name, a number of ours. */
export const fixed = (text: string): Fragment => ({ sql: sql.raw(text), depth: 1, stack: 1, length: text.length });
