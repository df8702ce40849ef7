/** Placeholders in the texts of a case: `{uuid}`, `{uuid2}`, `{saved}`, `{saved:http-date+60}`, `{repeat:a*1000}`. */
import type { Json } from './expectation.ts';

/**
 * A placeholder: its name, and what follows a colon. Names start with a letter, so `{"a":1}` and `[0-9]{8}` hold none.
 */
export const placeholderPattern = /\{([a-z]\w*)(?::([^{}]*))?\}/gi;

/** The values of one run of a case by name; fresh ids come into being when first named. */
export type Names = Map<string, Json>;

/**
 * The value of a text: what a lone placeholder stands for, of whatever type, else the text with all of them filled in.
 */
function fillValue(text: string, names: Names): Json {
  const lone = /^\{([a-z]\w*)\}$/i.exec(text);
  return lone?.[1] === undefined ? fillText(text, names) : named(lone[1], names);
}

/** The text with every placeholder filled in, each passed through `encode`. */
export function fillText(text: string, names: Names, encode = (part: string): string => part): string {
  return text.replace(placeholderPattern, (_, name: string, argument: string | undefined) =>
    encode(fill(name, argument, names)),
  );
}

/** The JSON value with every text in it filled in; member names stay. */
export function fillJson(value: Json, names: Names): Json {
  if (typeof value === 'string') return fillValue(value, names);
  if (Array.isArray(value)) return value.map((element) => fillJson(element, names));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([member, inner]) => [member, fillJson(inner, names)]));
}

function fill(name: string, argument: string | undefined, names: Names): string {
  if (name === 'repeat') return repeated(argument ?? '');
  const value = named(name, names);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return argument === undefined ? text : httpDate(text, argument);
}

const freshName = /^uuid\d*$/;

/** The fresh ids that have come into being so far. */
export function freshIds(names: Names): readonly string[] {
  return [...names].flatMap(([name, value]) => (freshName.test(name) ? [String(value)] : []));
}

function named(name: string, names: Names): Json {
  const value = names.get(name) ?? (freshName.test(name) ? crypto.randomUUID() : undefined);
  if (value === undefined) throw new Error(`Nothing is saved as "${name}".`);
  names.set(name, value);
  return value;
}

/** `http-date`, or `http-date+60` for a minute later: the form of dates in headers, whole seconds (RFC 9110 §5.6.7). */
function httpDate(text: string, argument: string): string {
  const match = /^http-date(?:([+-]\d+))?$/.exec(argument);
  if (match === null) throw new Error(`"${argument}" is no form of a date.`);
  return new Date(Date.parse(text) + Number(match[1] ?? 0) * 1000).toUTCString();
}

function repeated(argument: string): string {
  const match = /^(.+)\*(\d+)$/.exec(argument);
  if (match?.[1] === undefined) throw new Error(`"${argument}" does not say what to repeat and how often.`);
  return match[1].repeat(Number(match[2]));
}
