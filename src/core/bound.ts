/** What a filter says of one member alone: that it is over or under a number. */
import type { CheckedFilter } from '../odata/checked-filter.ts';

/** A comparison of a member with a number, the member first; a date is its milliseconds. */
export type Bound = {
  readonly member: string;
  readonly operator: 'lt' | 'le' | 'gt' | 'ge';
  readonly value: number;
};

const mirrored = { lt: 'gt', le: 'ge', gt: 'lt', ge: 'le' } as const;

/** The bound that a condition is, whichever way round it is written; undefined for any other condition. */
export function boundOf(condition: CheckedFilter): Bound | undefined {
  if (condition.kind !== 'compare' || condition.operator === 'eq' || condition.operator === 'ne') return undefined;
  const { left, operator, right } = condition;
  return bound(left, operator, right) ?? bound(right, mirrored[operator], left);
}

function bound(member: CheckedFilter, operator: Bound['operator'], value: CheckedFilter): Bound | undefined {
  if (member.kind !== 'member' || value.kind !== 'constant' || typeof value.value !== 'number') return undefined;
  return { member: member.name, operator, value: value.value };
}

/** The conditions that all have to be true for the filter to be. */
export const conditionsOf = (filter: CheckedFilter): readonly CheckedFilter[] =>
  filter.kind === 'and' ? filter.terms : [filter];
