/** A call of one of the functions that filters have. */
import type { Filter } from '../protocol/filter.ts';
import { type FilterFunction, filterFunctions, isFilterFunction, type Signature } from '../protocol/filter-function.ts';
import type { FilterBuilder } from './filter-builder.ts';
import { filterError } from './query-error.ts';
import type { Token } from './token.ts';
import type { TokenCursor } from './token-cursor.ts';

/** The call whose name was `word`, with the cursor at its parenthesis. */
export function parseCall(
  cursor: TokenCursor,
  builder: FilterBuilder,
  word: Token & { readonly kind: 'word' },
  parseExpression: () => Filter,
): Filter {
  const written = word.text.toLowerCase();
  const name = written === 'substringof' ? 'contains' : written;
  if (!isFilterFunction(name)) {
    throw filterError(
      `There is no function "${word.text}". There are ${Object.keys(filterFunctions).join(', ')}.`,
      word.at,
    );
  }
  cursor.take();
  const args = cursor.nested(word.at, () => parseArguments(cursor, parseExpression));
  checkCount(name, written, args.length, word.at);
  return builder.add(word.at, { kind: 'call', name, args: written === name ? args : args.toReversed() });
}

function parseArguments(cursor: TokenCursor, parseExpression: () => Filter): Filter[] {
  const args: Filter[] = [];
  if (cursor.skip(')')) return args;
  do args.push(parseExpression());
  while (cursor.skip(','));
  cursor.expect(')', '"," or ")"');
  return args;
}

function checkCount(name: FilterFunction, written: string, count: number, at: number): void {
  const { takes, compute }: Signature = filterFunctions[name];
  const least = compute.length;
  if (count >= least && count <= takes.length) return;
  const wanted = least === takes.length ? String(least) : `${least} or ${takes.length}`;
  throw filterError(`${written} takes ${wanted} arguments, not ${count}.`, at);
}
