/** A literal where one may stand: a token, one of the three words, or a cast. */
import type { Literal } from '../protocol/filter.ts';
import { castLiteral } from './parse-cast.ts';
import type { Token } from './token.ts';
import type { TokenCursor } from './token-cursor.ts';

/** The literal at the cursor, which is then passed, or undefined. Words count in any case. */
export function parseLiteral(cursor: TokenCursor): Literal | undefined {
  const token = cursor.peek();
  if (token.kind === 'literal') return take(cursor, token.literal);
  if (token.kind !== 'word') return undefined;
  const literal = words(token);
  if (literal !== undefined) return take(cursor, literal);
  return token.text.toLowerCase() === 'cast' && cursor.peek(1).kind === '(' ? parseCast(cursor) : undefined;
}

function take(cursor: TokenCursor, literal: Literal): Literal {
  cursor.take();
  return literal;
}

// A new object each time: positions are kept by object.
function words(token: Token & { readonly kind: 'word' }): Literal | undefined {
  switch (token.text.toLowerCase()) {
    case 'true':
      return { kind: 'boolean', value: true };
    case 'false':
      return { kind: 'boolean', value: false };
    case 'null':
      return { kind: 'null', value: null };
    default:
      return undefined;
  }
}

function parseCast(cursor: TokenCursor): Literal {
  cursor.take();
  cursor.expect('(', '"("');
  const value = cursor.take();
  cursor.expect(',', '"," and a type like Edm.DateTimeOffset');
  const literal = castLiteral(value, cursor.take());
  cursor.expect(')', '")"');
  return literal;
}
