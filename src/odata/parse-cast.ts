/** `cast(literal,Edm.Type)`: how Datasync clients write dates, times and GUIDs. */
import type { Literal } from '../protocol/filter.ts';
import { parseTimestamp } from '../protocol/timestamp.ts';
import { filterError } from './query-error.ts';
import { isGuid, readDate, readDay, readNumber, readTime } from './read-literal.ts';
import { nameOf, type Token } from './token.ts';

type Reader = (raw: string) => Literal | undefined;

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['Edm.DateTimeOffset', readDate],
  ['Edm.DateTime', readDate],
  // A day may come with the time that its midnight has.
  ['Edm.Date', (raw) => (parseTimestamp(raw) === undefined ? undefined : readDay(raw.slice(0, 10)))],
  ['Edm.TimeOfDay', readTime],
  ['Edm.Guid', (raw) => (isGuid(raw) ? { kind: 'text', value: raw } : undefined)],
  ['Edm.String', (raw) => ({ kind: 'text', value: raw })],
  ['Edm.Boolean', (raw) => (/^(?:true|false)$/i.test(raw) ? { kind: 'boolean', value: /^t/i.test(raw) } : undefined)],
  ...['Byte', 'SByte', 'Int16', 'Int32', 'Int64', 'Single', 'Double', 'Decimal'].map(
    (name) => [`Edm.${name}`, readNumber] as const,
  ),
]);

/** The literal that a cast of the token `value` to the type named by the token `type` gives. */
export function castLiteral(value: Token, type: Token): Literal {
  const read = type.kind === 'type' ? readers.get(type.text) : undefined;
  if (read === undefined) {
    throw filterError(`There is no cast to ${nameOf(type)}. Types are named like Edm.DateTimeOffset.`, type.at);
  }
  const word = value.kind === 'word' ? value.text.toLowerCase() : undefined;
  if (word === 'null') return { kind: 'null', value: null };
  const raw = value.kind === 'literal' ? value.raw : word;
  if (raw === undefined) throw filterError(`cast takes a literal, not ${nameOf(value)}.`, value.at);
  const literal = read(raw);
  if (literal === undefined) throw filterError(`${nameOf(value)} is no ${nameOf(type)}.`, value.at);
  return literal;
}
