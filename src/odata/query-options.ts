/** Which parameters of an address are query options, and in which dialect. */
import type { Dialect } from '../protocol/dialect.ts';
import type { QueryParam } from '../protocol/query-string.ts';
import { queryError } from './query-error.ts';

const shared = ['$filter', '$orderby', '$select', '$top', '$skip', '$skiptoken'] as const;
const names = [...shared, '$count', '$inlinecount', '$deltatoken'] as const;

type OptionName = (typeof names)[number];
export type Options = { readonly [name in OptionName]?: string };

const known: Readonly<Record<Dialect, ReadonlySet<OptionName>>> = {
  '2.0': new Set([...shared, '$inlinecount']),
  '3.0': new Set([...shared, '$count', '$deltatoken']),
};

/** Options that would change what a list means, so that ignoring them would answer another question. */
const unsupported: Readonly<Record<Dialect, ReadonlySet<string>>> = {
  '2.0': new Set(),
  '3.0': new Set(['$expand', '$apply', '$search', '$compute']),
};

const nameOf = (text: string): OptionName | undefined => names.find((name) => name === text);

/**
 * The options of a dialect by lower-case name.
 *
 * @throws ProblemError `invalid_query` for an option that is given twice or that dialect 3.0 does not support.
 */
export function knownOptions(params: readonly QueryParam[], dialect: Dialect): Options {
  const options: { [name in OptionName]?: string } = {};
  for (const { name: written, value } of params) {
    const lower = written.toLowerCase();
    if (unsupported[dialect].has(lower)) throw queryError(lower, 'This option is not supported.');
    const name = nameOf(lower);
    if (name === undefined || !known[dialect].has(name)) continue;
    if (options[name] !== undefined) throw queryError(name, 'The option is given twice.');
    options[name] = value;
  }
  return options;
}
