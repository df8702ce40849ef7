/** The columns that a filter on local records is checked against: declared ones, the system's, and the rest inferred. */
import type { ColumnKind } from '../../src/protocol/column-kind.ts';
import type { Call, Filter, Literal } from '../../src/protocol/filter.ts';
import { type FilterFunction, filterFunctions, isFilterFunction } from '../../src/protocol/filter-function.ts';
import { literalValue } from '../../src/protocol/literal-value.ts';
import { typeOfKind, type ValueType } from '../../src/protocol/value-type.ts';

/** Kinds of columns that an app declares of a table: none, some or all. */
export type DeclaredColumns = { readonly [member: string]: ColumnKind };

export type Columns = ReadonlyMap<string, ColumnKind>;

/** The declared columns and those that every table has. */
export function knownColumns(declared: DeclaredColumns): Columns {
  const system = { id: 'string', createdAt: 'date', updatedAt: 'date', version: 'string', deleted: 'boolean' } as const;
  return new Map(Object.entries({ ...system, ...declared }));
}

type Type = ValueType | undefined;
type Inference = { readonly known: Columns; readonly found: Map<string, Type> };

/**
 * The members that the filter names, with their kinds: known ones, or what they are compared with and which functions take
 * them; `string` where nothing tells. An integer is inferred to be a `number`: declare it to have `div` cut.
 */
export function inferColumns(filter: Filter, known: Columns): Columns {
  const found = new Map<string, Type>();
  let before: string;
  // Again until nothing new is found: a member that is compared with another one is what that one is.
  do {
    before = String([...found]);
    infer({ known, found }, filter, 'boolean');
  } while (String([...found]) !== before);
  return new Map(Array.from(found, ([name, type]) => [name, known.get(name) ?? kindOf(type)]));
}

/** The type of a part, as far as it is known; `wanted` is what its place asks of it. */
function infer(state: Inference, part: Filter, wanted?: Type): Type {
  if (part.kind === 'member') return inferMember(state, part.name, wanted);
  return part.kind === 'call' ? inferCall(state, part) : literalType(part);
}

function inferAll(state: Inference, parts: readonly Filter[], type: ValueType): ValueType {
  for (const part of parts) infer(state, part, type);
  return type;
}

function inferCall(state: Inference, { name, args }: Call): ValueType {
  switch (name) {
    case 'and':
    case 'or':
    case 'not':
      return inferAll(state, args, 'boolean');
    case 'negate':
    case 'add':
    case 'sub':
    case 'mul':
    case 'div':
    case 'mod':
      return inferAll(state, args, 'real');
    default:
      return isFilterFunction(name) ? inferFunction(state, name, args) : inferAlike(state, args);
  }
}

/** What is compared: each part is what another one is. */
function inferAlike(state: Inference, [first, ...others]: readonly Filter[]): ValueType {
  if (first === undefined) return 'boolean';
  infer(state, first);
  for (const other of others) infer(state, first, infer(state, other, infer(state, first)));
  return 'boolean';
}

function inferFunction(state: Inference, name: FilterFunction, args: readonly Filter[]): ValueType {
  const { takes, gives } = filterFunctions[name];
  for (const [at, arg] of args.entries()) {
    const type = takes[at]?.[0];
    infer(state, arg, type === 'whole' ? 'real' : type);
  }
  return gives;
}

function literalType(literal: Literal): Type {
  if (literal.kind !== 'number') return literalValue(literal)?.type;
  // No number column has what no double holds.
  return /^-?\d+$/.test(literal.value) && !Number.isSafeInteger(Number(literal.value)) ? 'bigint' : 'whole';
}

// From the weakest: text that is compared with a Date is a date. `whole` here is what is compared with a number, and may
// be any of the three behind it; `real` what is calculated with.
const byStrength: readonly Type[] = ['boolean', 'whole', 'text', 'bigint', 'real', 'time', 'day', 'date'];

function inferMember({ known, found }: Inference, name: string, wanted: Type): Type {
  const kind = known.get(name);
  const before = found.get(name);
  const inferred = byStrength.indexOf(wanted) > byStrength.indexOf(before) ? wanted : before;
  const type = kind === undefined ? inferred : typeOfKind[kind];
  found.set(name, type);
  return type;
}

function kindOf(type: Type): ColumnKind {
  switch (type) {
    case 'whole':
    case 'real':
      return 'number';
    case undefined:
    case 'null':
    case 'text':
      return 'string';
    default:
      return type;
  }
}
