/** Calls in a filter: do the arguments fit? */
import type { CheckedFilter, CheckedPart } from './checked-filter.ts';
import type { Filter } from './filter.ts';
import { filterFunctions, type Signature } from './filter-function.ts';
import { maxGrowth, textGrowth } from './text-growth.ts';
import { typeNames } from './value-type.ts';

type Call = Extract<Filter, { readonly kind: 'call' }>;
type Refuse = (part: Filter, detail: string) => never;

/** The checked call, from its checked arguments; null fits anywhere. */
export function checkCall(call: Call, args: readonly CheckedFilter[], refuse: Refuse): CheckedPart<'call'> {
  const { takes, least, gives }: Signature = filterFunctions[call.name];
  if (args.length < least || args.length > takes.length)
    refuse(call, `${call.name} does not take ${args.length} arguments.`);
  args.forEach((arg, index) => {
    const types = takes[index] ?? [];
    if (arg.type === 'null' || types.includes(arg.type)) return;
    refuse(call.args[index] ?? call, `${call.name} takes ${wanted(types)} here, not ${typeNames[arg.type]}.`);
  });
  const checked = { kind: 'call', type: gives, name: call.name, args } as const;
  if (textGrowth(checked) <= maxGrowth) return checked;
  return refuse(call, `The text could become ${maxGrowth} times as long as a record; take less of it.`);
}

const wanted = (types: Signature['takes'][number]): string => {
  return [...new Set(types.map((type) => typeNames[type]))].join(' or ');
};
