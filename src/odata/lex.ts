/** `$filter` text to tokens, in one pass: no token is looked at twice. */
import { lexBare } from './lex-bare.ts';
import { lexPrefixed, lexText } from './lex-quoted.ts';
import { filterError } from './query-error.ts';
import { type Lexed, matchAt, type Token } from './token.ts';

const blanks = /[ \t\r\n]*/y;
const word = /[A-Za-z_][A-Za-z0-9_]*/y;
const typeName = /Edm\.[A-Za-z0-9]+/y;
const maxNameLength = 128;

/**
 * The tokens of a filter; the last one is `end`.
 *
 * @throws ProblemError `invalid_query` with the position of the first thing that is no token.
 */
export function lex(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = skipBlanks(text, 0);
  while (at < text.length) {
    const { token, end } = next(text, at);
    tokens.push(token);
    at = skipBlanks(text, end);
  }
  return [...tokens, { kind: 'end', at }];
}

const skipBlanks = (text: string, at: number): number => at + (matchAt(blanks, text, at)?.length ?? 0);

function next(text: string, at: number): Lexed {
  const sign = text[at];
  if (sign === '(' || sign === ')' || sign === ',') return { token: { kind: sign, at }, end: at + 1 };
  if (sign === "'") return lexText(text, at);
  return lexBare(text, at) ?? lexName(text, at) ?? lexMinus(text, at);
}

function lexName(text: string, at: number): Lexed | undefined {
  const type = matchAt(typeName, text, at);
  if (type !== undefined) return { token: { kind: 'type', at, text: type }, end: at + type.length };
  const name = matchAt(word, text, at);
  if (name === undefined) return undefined;
  if (name.length > maxNameLength) throw filterError(`A name has at most ${maxNameLength} characters.`, at);
  const end = at + name.length;
  return text[end] === "'" ? lexPrefixed(text, at, name) : { token: { kind: 'word', at, text: name }, end };
}

// A minus that touches a digit belongs to the number; OData has no other use of it than to negate.
function lexMinus(text: string, at: number): Lexed {
  if (text[at] === '-') return { token: { kind: '-', at }, end: at + 1 };
  if (text[at] === '/') throw filterError('Paths are not supported: a member is a column of the table.', at);
  const shown = String.fromCodePoint(text.codePointAt(at) ?? 0);
  throw filterError(`"${shown}" cannot stand here. Operators are words, like eq, add and or.`, at);
}
