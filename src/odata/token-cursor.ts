/** A place in a list of tokens, and how deep the parts that are open there are nested. */
import type { ProblemError } from '../protocol/problem.ts';
import { filterError } from './query-error.ts';
import { nameOf, type Token } from './token.ts';

/** How deep a filter may be, and how many parentheses may be open at once. */
export const maxDepth = 32;
const maxParentheses = 200;

export class TokenCursor {
  /** How often a token was looked at: what parsing costs, for the test that it is linear. */
  reads = 0;
  private readonly tokens: readonly Token[];
  private index = 0;
  private parentheses = 0;
  private levels = 0;

  /** @param tokens end with the token `end`, which is never passed. */
  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  /** The token at this place, or a later one. */
  peek(ahead = 0): Token {
    this.reads += 1;
    const token = this.tokens[Math.min(this.index + ahead, this.tokens.length - 1)];
    if (token === undefined) throw new Error('A list of tokens ends with the token "end".');
    return token;
  }

  /** The token at this place; the next one becomes the place. */
  take(): Token {
    const token = this.peek();
    this.index += 1;
    return token;
  }

  /** Whether a token of this kind was here and has been passed. */
  skip(kind: Token['kind']): boolean {
    const found = this.peek().kind === kind;
    if (found) this.index += 1;
    return found;
  }

  expect(kind: Token['kind'], wanted: string): void {
    if (!this.skip(kind)) throw this.unexpected(wanted);
  }

  /** The error that something else than the token at this place was wanted. */
  unexpected(wanted: string): ProblemError {
    return this.refuse(`Expected ${wanted}, found ${nameOf(this.peek())}.`);
  }

  /** An error with the position of this place. */
  refuse(detail: string): ProblemError {
    return filterError(detail, this.peek().at);
  }

  /** What `parse` gives, inside one more pair of parentheses. */
  parenthesised<T>(at: number, parse: () => T): T {
    if (this.parentheses === maxParentheses) throw filterError(`More than ${maxParentheses} parentheses are open.`, at);
    this.parentheses += 1;
    const parsed = parse();
    this.parentheses -= 1;
    return parsed;
  }

  /** What `parse` gives, one level of the tree deeper. */
  nested<T>(at: number, parse: () => T): T {
    if (this.levels === maxDepth) throw tooDeep(at);
    this.levels += 1;
    const parsed = parse();
    this.levels -= 1;
    return parsed;
  }
}

export const tooDeep = (at: number) => filterError(`The filter is nested deeper than ${maxDepth} levels.`, at);
