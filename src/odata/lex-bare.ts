/** Literals without quotes that are no words: numbers, and the GUIDs, dates and times of OData v4. */
import type { Literal } from '../protocol/filter.ts';
import { filterError } from './query-error.ts';
import { isGuid, readDate, readDay, readNumber, readTime } from './read-literal.ts';
import { type Lexed, matchAt } from './token.ts';

const guid = /[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}/y;
// A blank before an offset or an exponent's digits is a `+` that was not percent-encoded.
const date = /\d{4}-\d\d-\d\d[Tt]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:[Zz]|[-+ ]\d\d:\d\d)?/y;
const day = /\d{4}-\d\d-\d\d/y;
const time = /\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?/y;
const number = /-?\d+(?:\.\d+)?(?:[Ee][-+ ]?\d+)?[LlFfMmDd]?/y;
const wordCharacter = /[A-Za-z0-9_.:]/;
// A digit, a minus, or the hexadecimal digit of a GUID: most words need no further look.
const firstCharacter = /[-0-9A-Fa-f]/;

type Form = { readonly pattern: RegExp; readonly read: (raw: string) => Literal | undefined; readonly name: string };

const forms: readonly Form[] = [
  { pattern: guid, read: (raw) => (isGuid(raw) ? { kind: 'text', value: raw } : undefined), name: 'GUID' },
  { pattern: date, read: readDate, name: 'date' },
  { pattern: day, read: readDay, name: 'day' },
  { pattern: time, read: readTime, name: 'time of day' },
  { pattern: number, read: readNumber, name: 'number' },
];

/** The literal at `at`, or undefined if a word or a sign is there. */
export function lexBare(text: string, at: number): Lexed | undefined {
  if (!firstCharacter.test(text[at] ?? '')) return undefined;
  for (const { pattern, read, name } of forms) {
    const raw = matchAt(pattern, text, at);
    if (raw === undefined) continue;
    const end = at + raw.length;
    const literal = wordCharacter.test(text[end] ?? '') ? undefined : read(raw);
    if (literal === undefined) throw filterError(`This is no ${name} that can be read.`, at);
    return { token: { kind: 'literal', at, literal, raw }, end };
  }
  return undefined;
}
