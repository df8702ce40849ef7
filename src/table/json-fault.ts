/** What makes a JSON value unfit for a JSON column. */
const maxDepth = 32;

/** A sentence that says why the value cannot be kept, or undefined if it can. */
export function jsonFault(value: unknown, depth = 0): string | undefined {
  if (value === null || typeof value !== 'object') return leafFault(value);
  if (depth === maxDepth) return `is nested deeper than ${maxDepth} levels`;
  for (const [member, inner] of Object.entries(value)) {
    const fault = memberFault(member) ?? jsonFault(inner, depth + 1);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function leafFault(value: unknown): string | undefined {
  if (value === undefined) return 'takes any JSON value';
  if (typeof value === 'string') return value.isWellFormed() ? undefined : 'holds text with a lone surrogate';
  // `JSON.parse` makes Infinity of 1e999, and JSON has no word for that.
  return typeof value === 'number' && !Number.isFinite(value) ? 'holds a number that is too large' : undefined;
}

function memberFault(member: string): string | undefined {
  if (member === '__proto__') return 'holds a member named "__proto__"';
  return member.isWellFormed() ? undefined : 'holds a member whose name has a lone surrogate';
}
