/** Literals in quotes: text, and the OData v3 forms with a prefix, like `datetime'...'`. */
import type { Literal } from '../protocol/filter.ts';
import { filterError } from './query-error.ts';
import { isGuid, readDate, readTime } from './read-literal.ts';
import type { Lexed } from './token.ts';

/** The text literal that starts with the quote at `at`; a doubled quote is one quote, a backslash itself. */
export function lexText(text: string, at: number): Lexed {
  const { value, end } = quotedAt(text, at);
  return { token: { kind: 'literal', at, literal: { kind: 'text', value }, raw: value }, end };
}

/** The literal whose prefix, at `at`, is followed by a quote. */
export function lexPrefixed(text: string, at: number, prefix: string): Lexed {
  const { value, end } = quotedAt(text, at + prefix.length);
  const read = readers.get(prefix.toLowerCase());
  if (read === undefined) throw filterError(`There is no literal ${shorten(prefix)}'...'.`, at);
  const literal = read(value);
  if (typeof literal === 'string') throw filterError(literal, at);
  return { token: { kind: 'literal', at, literal, raw: value }, end };
}

const shorten = (name: string): string => (name.length > 20 ? `${name.slice(0, 20)}...` : name);

/** What a prefix reads: the literal, or the sentence that says why there is none. */
type Reader = (value: string) => Literal | string;

const date: Reader = (value) => readDate(value) ?? `'${shorten(value)}' is no date like '2026-11-21T09:30:00.000Z'.`;
const time: Reader = (value) => readTime(value) ?? "Write a time of day as '09:30:00'; durations are not supported.";
const guid: Reader = (value) => (isGuid(value) ? { kind: 'text', value } : `'${shorten(value)}' is no GUID.`);
const binary: Reader = () => 'Binary literals are not supported: no column is binary.';
const geography: Reader = () => 'Geographic literals are not supported: no column is geographic.';

const readers: ReadonlyMap<string, Reader> = new Map([
  ['datetime', date],
  ['datetimeoffset', date],
  ['time', time],
  ['guid', guid],
  ['x', binary],
  ['binary', binary],
  ['geography', geography],
  ['geometry', geography],
]);

function quotedAt(text: string, at: number): { readonly value: string; readonly end: number } {
  const parts: string[] = [];
  let start = at + 1;
  for (;;) {
    const quote = text.indexOf("'", start);
    if (quote === -1) throw filterError('The quote that opens here is never closed.', at);
    parts.push(text.slice(start, quote));
    start = quote + 2;
    if (text[quote + 1] === "'") continue;
    const value = parts.join("'");
    // SQL text functions stop at U+0000; no column keeps it.
    if (value.includes('\0')) throw filterError('Text cannot hold the character U+0000.', at);
    return { value, end: quote + 1 };
  }
}
