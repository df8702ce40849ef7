/** Long chains of AND and OR as shallow trees. */
import { type Fragment, op } from './fragment.ts';

/** All the parts joined, two or more, always the two shallowest first: no tree over them is less deep. */
export function joined(operator: 'AND' | 'OR', parts: readonly Fragment[]): Fragment {
  // Joined parts are made in order of depth, so that two queues in order are enough.
  const single = parts.toSorted((a, b) => a.depth - b.depth);
  const made: Fragment[] = [];
  let nextSingle = 0;
  let nextMade = 0;
  const shallowest = (): Fragment | undefined => {
    const [one, two] = [single[nextSingle], made[nextMade]];
    if (one !== undefined && (two === undefined || one.depth <= two.depth)) {
      nextSingle += 1;
      return one;
    }
    nextMade += 1;
    return two;
  };
  for (;;) {
    const left = shallowest();
    const right = shallowest();
    if (left === undefined) throw new Error('Nothing to join.');
    if (right === undefined) return left;
    made.push(left.stack < right.stack ? pair(operator, right, left) : pair(operator, left, right));
  }
}

// The order means nothing to the result, but the parser has more room for what is at the left.
function pair(operator: 'AND' | 'OR', left: Fragment, right: Fragment): Fragment {
  return operator === 'AND' ? op(1)`(${left} AND ${right})` : op(1)`(${left} OR ${right})`;
}
