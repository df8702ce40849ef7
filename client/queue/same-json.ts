/** Whether two JSON values say the same, in whatever order their members were written. */
import type { Json } from '../../src/protocol/column-kind.ts';

export function sameJson(left: Json | undefined, right: Json | undefined): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  const members = new Map(Object.entries(right));
  const entries = Object.entries(left);
  return entries.length === members.size && entries.every(([name, value]) => sameJson(value, members.get(name)));
}
