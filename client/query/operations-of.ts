/** What a filter calls, to be run on this device. */
import type { Filter } from '../../src/protocol/filter.ts';
import { type Operations, operators } from '../../src/protocol/filter-operator.ts';
import { later } from '../sync/later.ts';

/**
 * Functions and arithmetic are loaded with the first filter that has some.
 * @throws SyncError if they cannot be loaded
 */
export const operationsOf = async (filter: Filter | undefined): Promise<Operations> =>
  isPlain(filter) ? operators : (await later()).operations;

const isPlain = (filter: Filter | undefined): boolean =>
  filter?.kind !== 'call' || (Object.hasOwn(operators, filter.name) && filter.args.every(isPlain));
