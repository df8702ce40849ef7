/** The parameters of a query string, in order and with repeats, decoded once and in one place. */
import { ProblemError } from './problem.ts';

export type QueryParam = { readonly name: string; readonly value: string };

/**
 * The parameters of a query string, with or without its leading `?`. A `+` is a blank, as forms and the old SDKs write
 * it; what reads dates recovers the `+` of an offset. A name without `=` has the value ''.
 *
 * @throws ProblemError `invalid_address` when a percent sign does not start two hex digits of well-formed UTF-8.
 */
export function parseQueryString(query: string): readonly QueryParam[] {
  const text = query.startsWith('?') ? query.slice(1) : query;
  return text.split('&').flatMap((part) => {
    if (part === '') return [];
    const [name = '', ...value] = part.split('=');
    return [{ name: decode(name), value: decode(value.join('=')) }];
  });
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch (cause) {
    const shown = text.length > 40 ? `${text.slice(0, 40)}...` : text;
    throw new ProblemError('invalid_address', `"${shown}" is not percent-encoded UTF-8.`, { cause });
  }
}

/** The query string of the parameters, without `?`; `$` is left readable. Parsing it gives the parameters again. */
export function printQueryString(params: readonly QueryParam[]): string {
  return params.map(({ name, value }) => `${encode(name)}=${encode(value)}`).join('&');
}

const encode = (text: string): string => encodeURIComponent(text).replaceAll('%24', '$');
