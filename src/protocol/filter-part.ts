/** The parts of a filter as functions of a record. */
import type { ColumnKind } from './column-kind.ts';
import { type Call, type Filter, isLiteral } from './filter.ts';
import { number, type Operations } from './filter-operator.ts';
import { typedLiteral } from './typed-literal.ts';
import { isNumber, type ValueType } from './value-type.ts';
import { memberOf, type Value, type WireRecord, wireValue } from './wire-value.ts';

/**
 * What is known of calls and of members: columns that are declared are what they are, the types of others are told by
 * their places.
 */
type Known = {
  readonly operations: Operations;
  readonly columns: ReadonlyMap<string, ColumnKind>;
  readonly types: Map<string, ValueType>;
};

export type Part = { readonly type: ValueType; readonly read: (record: WireRecord) => Value };

type Types = readonly ValueType[];

// From the weakest: text that is compared with a Date is a date. `integer` here is what is compared with a number, and
// may be any of the three behind it; `number` what is calculated with.
const byStrength: Types = ['null', 'boolean', 'integer', 'string', 'bigint', 'number', 'time', 'day', 'date'];

const stronger = (left: ValueType, right: ValueType): ValueType =>
  byStrength.indexOf(right) > byStrength.indexOf(left) ? right : left;

/** The part where a value of one of these types is wanted. Where it is of another, reading throws a TypeError. */
export function typedPart(known: Known, filter: Filter, types: Types): Part {
  const [wanted = 'null'] = types;
  return fitted(partOf(known, filter, wanted), types);
}

function partOf(known: Known, filter: Filter, wanted: ValueType): Part {
  if (filter.kind === 'call') return callPart(known, filter);
  if (filter.kind !== 'member') {
    const { type, value } = typedLiteral(filter, wanted);
    return { type, read: () => value };
  }
  const { name } = filter;
  const { columns, types } = known;
  const type = columns.get(name) ?? stronger(types.get(name) ?? 'null', wanted);
  types.set(name, type);
  return { type, read: (record) => wireValue(type, memberOf(record, name)) };
}

function fitted(part: Part, types: Types): Part {
  const { type } = part;
  if (type === 'null' || types.includes('null') || types.includes(type)) return part;
  const read = () => {
    throw new TypeError(`$filter: ${type} is no ${types.join(' or ')}.`);
  };
  return { type, read };
}

function callPart(known: Known, { name, args }: Call): Part {
  const operation = known.operations[name];
  if (operation === undefined) throw new TypeError(`$filter: ${name} is not known.`);
  const { takes, gives, seesNull, compute, ofIntegers } = operation;
  const parts = takes ? args.map((arg, at) => typedPart(known, arg, takes[at] ?? takes[0] ?? [])) : alike(known, args);
  const type = gives ?? (parts.some((part) => part.type === 'number') ? 'number' : 'integer');
  const result = (type === 'integer' && ofIntegers) || compute;
  const read = (record: WireRecord): Value => {
    const values = parts.map((part) => part.read(record));
    const value = seesNull || !values.includes(null) ? result(...values) : Number.NaN;
    if (!Number.isNaN(value)) return value;
    return type === 'boolean' ? false : null;
  };
  return { type, read };
}

/** What is compared: members are inferred from, and literals read as, what the others are. */
function alike(known: Known, args: readonly Filter[]): readonly Part[] {
  const parts = args.map((arg) => partOf(known, arg, 'null'));
  const strongest = parts.map(({ type }) => type).reduce(stronger);
  const type = parts[args.findIndex((arg) => !isLiteral(arg))]?.type ?? strongest;
  return parts.map((part, at) => {
    const arg = args[at];
    // A call is what it is, and looked at once.
    const isTold = arg === undefined || arg.kind === 'call';
    const again = isTold ? part : partOf(known, arg, isLiteral(arg) ? type : strongest);
    return fitted(again, isNumber(type) ? number : [type]);
  });
}
