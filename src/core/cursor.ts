/** Where the next page of a list starts: the sort keys of the last record that was seen. */
import { ProblemError } from '../protocol/problem.ts';

export type SortKey = string | number | null;

/** The text of `$skiptoken` for a record's sort keys, in the order of the list. It is opaque to clients. */
export function printCursor(keys: readonly SortKey[]): string {
  const bytes = new TextEncoder().encode(JSON.stringify(keys));
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  return text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/**
 * The sort keys that a `$skiptoken` holds.
 *
 * @throws ProblemError `invalid_query` for a token that this list did not make.
 */
export function parseCursor(token: string, length: number): readonly SortKey[] {
  try {
    const text = atob(token.replaceAll('-', '+').replaceAll('_', '/'));
    const json = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(
      Uint8Array.from(text, (character) => character.charCodeAt(0)),
    );
    const keys: unknown = JSON.parse(json);
    if (Array.isArray(keys) && keys.length === length && keys.every(isSortKey)) return keys;
  } catch {
    // Whatever is wrong with it, it is not a token of ours: said below.
  }
  const detail = 'The token is not one of this list; follow links as they are, without changing their query.';
  throw new ProblemError('invalid_query', detail, { field: '$skiptoken' });
}

const isSortKey = (key: unknown): key is SortKey => typeof key === 'string' || typeof key === 'number' || key === null;
