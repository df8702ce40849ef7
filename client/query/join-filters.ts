/** Several conditions as one. */
import type { Filter } from '../../src/protocol/filter.ts';

/** One condition of these, at least one. */
export function joinFilters(name: 'and' | 'or', args: readonly [Filter, ...Filter[]]): Filter {
  return args.length > 1 ? { kind: 'call', name, args } : args[0];
}
