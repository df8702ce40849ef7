/** A merge of three records, member by member. */
import type { JsonRecord } from './record-entry.ts';
import { sameJson } from './same-json.ts';
import { membersWhere, ownMembers } from './system-members.ts';

type Sides = { readonly base: JsonRecord | null; readonly mine: JsonRecord | null; readonly theirs: JsonRecord | null };

/** Their record with every member that we changed from the base; what both changed is ours. */
export function merged({ base, mine, theirs }: Sides): JsonRecord {
  const changed = membersWhere(ownMembers(mine ?? {}), (name, value) => base === null || !sameJson(value, base[name]));
  return { ...theirs, ...changed };
}
