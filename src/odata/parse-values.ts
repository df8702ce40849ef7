/** The list behind `in`. */
import type { Literal } from '../protocol/filter.ts';
import { parseLiteral } from './parse-literal.ts';
import { filterError } from './query-error.ts';
import { nameOf } from './token.ts';
import type { TokenCursor } from './token-cursor.ts';

const maxValues = 1_000;

/** The literals between the parentheses; none for an empty list. */
export function parseValues(cursor: TokenCursor): readonly Literal[] {
  cursor.expect('(', '"(" after "in"');
  const values: Literal[] = [];
  if (cursor.skip(')')) return values;
  do {
    const token = cursor.peek();
    const value = parseLiteral(cursor);
    if (value === undefined) throw filterError(`"in" takes a list of literals, not ${nameOf(token)}.`, token.at);
    if (values.length === maxValues) throw filterError(`"in" takes at most ${maxValues} values.`, token.at);
    values.push(value);
  } while (cursor.skip(','));
  cursor.expect(')', '"," or ")"');
  return values;
}
