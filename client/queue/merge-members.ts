/** A merge of three records, member by member. */
import type { JsonRecord } from './record-entry.ts';
import { sameJson } from './same-json.ts';
import { ownMembers } from './system-members.ts';

type Sides = { readonly base: JsonRecord | null; readonly mine: JsonRecord | null; readonly theirs: JsonRecord | null };

/** Their record with every member that we changed from the base; what both changed is ours. */
export function merged({ base, mine, theirs }: Sides): JsonRecord {
  const ours = Object.entries(ownMembers(mine ?? {}));
  const changed = ours.filter(([name, value]) => base === null || !sameJson(value, base[name]));
  return { ...theirs, ...Object.fromEntries(changed) };
}
