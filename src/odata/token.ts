/** The words of a `$filter`. `at` is the offset in its text. */
import type { Literal } from '../protocol/filter.ts';

export type Token =
  | { readonly kind: 'word'; readonly at: number; readonly text: string }
  /** `raw` is the text that a `cast` reads anew: of a quoted literal what is between the quotes. */
  | { readonly kind: 'literal'; readonly at: number; readonly literal: Literal; readonly raw: string }
  /** The name of a type, as `Edm.Guid`. */
  | { readonly kind: 'type'; readonly at: number; readonly text: string }
  | { readonly kind: '(' | ')' | ',' | '-' | 'end'; readonly at: number };

/** A token and the offset at which the text goes on. */
export type Lexed = { readonly token: Token; readonly end: number };

/** What a sticky pattern matches at an offset, or undefined. */
export function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? text.slice(at, pattern.lastIndex) : undefined;
}

/** How an error calls a token. */
export function nameOf(token: Token): string {
  switch (token.kind) {
    case 'word':
    case 'type':
      return `"${token.text}"`;
    case 'literal':
      return `the literal ${token.raw.length > 40 ? `${token.raw.slice(0, 40)}...` : token.raw}`;
    case 'end':
      return 'the end';
    default:
      return `"${token.kind}"`;
  }
}
