/** Calls of functions in a filter: do the arguments fit? */

import type { Call, Filter } from '../protocol/filter.ts';
import { type FilterFunction, filterFunctions, type Signature } from '../protocol/filter-function.ts';
import { typeNames } from '../protocol/value-type.ts';
import type { CheckedFilter, CheckedPart } from './checked-filter.ts';
import { maxGrowth, textGrowth } from './text-growth.ts';

type Refuse = (part: Filter, detail: string) => never;

export const refuseCount = (refuse: Refuse, call: Call): never =>
  refuse(call, `${call.name} does not take ${call.args.length} arguments.`);

/** The checked call, from its checked arguments; null fits anywhere. */
export function checkFunction(
  call: Call,
  name: FilterFunction,
  args: readonly CheckedFilter[],
  refuse: Refuse,
): CheckedPart<'call'> {
  const { takes, gives, compute }: Signature = filterFunctions[name];
  if (args.length < compute.length || args.length > takes.length) refuseCount(refuse, call);
  args.forEach((arg, index) => {
    const types = takes[index] ?? [];
    if (arg.type === 'null' || types.includes(arg.type)) return;
    refuse(call.args[index] ?? call, `${name} takes ${wanted(types)} here, not ${typeNames[arg.type]}.`);
  });
  const checked = { kind: 'call', type: gives, name, args } as const;
  if (textGrowth(checked) <= maxGrowth) return checked;
  return refuse(call, `The text could become ${maxGrowth} times as long as a record; take less of it.`);
}

const wanted = (types: Signature['takes'][number]): string => {
  return [...new Set(types.map((type) => typeNames[type]))].join(' or ');
};
