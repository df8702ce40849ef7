/** A filter as OData text, of v4 or v3. */
import type { Dialect } from './dialect.ts';
import type { Call, Filter, Literal } from './filter.ts';

// How tightly operators between operands bind; a part that binds less than its place asks for is put in parentheses.
const bindings: { readonly [operator: string]: number } = {
  or: 1,
  and: 2,
  eq: 3,
  ne: 3,
  gt: 3,
  ge: 3,
  lt: 3,
  le: 3,
  in: 3,
  add: 4,
  sub: 4,
  mul: 5,
  div: 5,
  mod: 5,
};

/**
 * The text of a filter: OData v4 for dialect 3.0, v3 for 2.0. In 3.0 `parseFilter(printFilter(filter))` gives the
 * filter again, with chains that are flat; in 2.0 one that means the same, since v3 has no `in`, and its oldest servers
 * lose a minus; days and times, which clients do not write, are as in v4. `not` always gets parentheses, since OData v3
 * and v4 disagree on how far it reaches.
 */
export function printFilter(filter: Filter, dialect: Dialect = '3.0'): string {
  return printPart(filter, dialect === '2.0', 0);
}

/** @param place how tightly a part must bind here */
function printPart(given: Filter, isV3: boolean, place: number): string {
  const filter = isV3 ? inWordsOfV3(given) : given;
  if (filter.kind === 'member') return filter.name;
  if (filter.kind !== 'call') return printLiteral(filter, isV3);
  const { name } = filter;
  const binding = bindings[name] ?? (name === 'not' ? 3 : 6);
  const text = printCall(filter, isV3, binding);
  return binding < place ? `(${text})` : text;
}

const prefixes: { readonly [operator: string]: string } = { not: 'not ', negate: '-' };

function printCall({ name, args }: Call, isV3: boolean, binding: number): string {
  const isBetween = name in bindings;
  const texts = args.map((arg, at) => {
    // Comparisons do not chain, sums and products go from the left, and the terms of a term of a chain are its own.
    const isTight = binding === 3 || (binding > 3 && at > 0);
    return printPart(arg, isV3, isBetween ? binding + Number(isTight) : 0);
  });
  if (name === 'in') return `${texts[0]} in (${texts.slice(1)})`;
  // Nothing is in an empty list.
  if (isBetween) return texts.join(` ${name} `) || 'false';
  return isV3 && name === 'contains' ? `substringof(${texts.reverse()})` : `${prefixes[name] ?? name}(${texts})`;
}

/** The part without what OData v3, or the Node SDK, lacks. */
function inWordsOfV3(filter: Filter): Filter {
  if (filter.kind !== 'call') return filter;
  const { name } = filter;
  const [first = filter, ...others] = filter.args;
  if (name === 'in') return call('or', ...others.map((other) => call('eq', first, other)));
  // The Node SDK parses a minus and then leaves it out of its SQL.
  return name === 'negate' ? call('sub', { kind: 'number', value: '0' }, first) : filter;
}

const call = (name: Call['name'], ...args: readonly Filter[]): Filter => ({ kind: 'call', name, args });

function printLiteral({ kind, value }: Literal, isV3: boolean): string {
  if (kind === 'text') return `'${value.replaceAll("'", "''")}'`;
  if (kind !== 'date') return String(value);
  const text = new Date(value).toISOString();
  return isV3 ? `datetimeoffset'${text}'` : text;
}
