/** Random filters whose types fit, over a table with a column of every kind. */
import fc, { type Arbitrary } from 'fast-check';
import type { ColumnKind } from '../../../src/protocol/column-kind.ts';
import type { Call, Filter, Literal } from '../../../src/protocol/filter.ts';

/** `x` and `y` are names that the SQL of `mod` uses itself. */
export const columns: ReadonlyMap<string, ColumnKind> = new Map([
  ['id', 'string'],
  ['text', 'string'],
  ['other', 'string'],
  ['x', 'number'],
  ['y', 'number'],
  ['count', 'integer'],
  ['size', 'integer'],
  ['complete', 'boolean'],
  ['hidden', 'boolean'],
  ['due', 'date'],
  ['updatedAt', 'date'],
  ['birthday', 'day'],
  ['alarm', 'time'],
  ['big', 'bigint'],
  ['huge', 'bigint'],
  ['meta', 'json'],
]);

const member = (...names: string[]): Arbitrary<Filter> =>
  fc.constantFrom(...names).map((name) => ({ kind: 'member', name }));

const pieces = ['', 'a', 'A', 'b', ' ', 'é', 'É', '😀', '\uffff', '%', '_', "'", '\\', '"', '0', '1', '-', '.'];

/** Text of few characters, so that one often holds another. */
export const someText = fc.array(fc.constantFrom(...pieces), { maxLength: 4 }).map((parts) => parts.join(''));

export const someReal = fc.oneof(
  fc.constantFrom(
    0,
    1,
    -1,
    0.5,
    -0.5,
    1.5,
    2.5,
    -2.5,
    0.1,
    1e300,
    -1e300,
    1e-300,
    2 ** 53,
    2 ** 60,
    2 ** 63,
    -(2 ** 63),
  ),
  fc.integer({ min: -400, max: 400 }).map((n) => n / 4),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
export const someWhole = fc.oneof(
  fc.integer({ min: -12, max: 12 }),
  fc.constantFrom(Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, 60, 1900, 2000),
  fc.maxSafeInteger(),
);
/** The first and the last millisecond of the years 0001 to 9999. */
export const earliestMs = -62_135_596_800_000;
export const latestMs = 253_402_300_799_999;
export const someMs = fc.oneof(
  fc.constantFrom(earliestMs, latestMs, 0, -1, 1, 999, -999, 951_782_400_000, 951_868_799_999),
  fc.integer({ min: earliestMs, max: latestMs }),
);
export const someDay = someMs.map((ms) => new Date(ms).toISOString().slice(0, 10));
export const someTime = someMs.map((ms) => new Date(ms).toISOString().slice(11, 23));
export const someBig = fc.oneof(
  fc.constantFrom('0', '1', '-1', '9', '10', '-9', '-10', '99', '100', '-100'),
  fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map(String),
);

const literal = <T>(values: Arbitrary<T>, toLiteral: (value: T) => Literal): Arbitrary<Literal> =>
  values.map(toLiteral);
const numberOf = (value: number): Literal => ({ kind: 'number', value: numberText(value) });

function numberText(value: number): string {
  const text = String(value).replace('e+', 'e');
  return text === '-0' ? '0' : text;
}

const textLiteral = literal(someText, (value) => ({ kind: 'text', value }));
const realLiteral = literal(someReal, numberOf);
const wholeLiteral = literal(someWhole, numberOf);
const booleanLiteral = literal(fc.boolean(), (value) => ({ kind: 'boolean', value }));
const dateLiteral = literal(someMs, (value) => ({ kind: 'date', value }));
const dayLiteral = literal(someDay, (value) => ({ kind: 'day', value }));
const timeLiteral = literal(someTime, (value) => ({ kind: 'time', value }));
const bigLiteral = literal(someBig, (value) => ({ kind: 'number', value }));
const guidLiteral = literal(fc.uuid(), (value) => ({ kind: 'text', value }));
const nullLiteral = fc.constant<Literal>({ kind: 'null', value: null });

const call = (name: Call['name'], ...args: Arbitrary<Filter>[]): Arbitrary<Filter> =>
  fc.tuple(...args).map((parts) => ({ kind: 'call', name, args: parts }));

const often = <T>(arbitrary: Arbitrary<T>, weight: number) => ({ arbitrary, weight });
const orNull = (arbitrary: Arbitrary<Filter>) => fc.oneof(often(arbitrary, 30), often(nullLiteral, 1));

function text(depth: number): Arbitrary<Filter> {
  const leaf = fc.oneof(often(member('text', 'other', 'id'), 3), often(textLiteral, 2));
  if (depth === 0) return orNull(leaf);
  const inner = text(depth - 1);
  return orNull(
    fc.oneof(
      often(leaf, 4),
      ...(['tolower', 'toupper', 'trim'] as const).map((name) => often(call(name, inner), 1)),
      often(call('concat', inner, inner), 1),
      often(call('replace', member('text', 'other'), inner, textLiteral), 1),
      often(call('substring', inner, number(depth - 1)), 1),
      often(call('substring', inner, number(depth - 1), number(depth - 1)), 1),
    ),
  );
}

function number(depth: number): Arbitrary<Filter> {
  const leaf = fc.oneof(member('x', 'y'), member('count', 'size'), realLiteral, wholeLiteral);
  if (depth === 0) return orNull(leaf);
  const inner = number(depth - 1);
  const arithmetic = fc
    .tuple(fc.constantFrom('add', 'sub', 'mul', 'div', 'mod'), inner, inner)
    .map(([name, ...args]): Filter => ({ kind: 'call', name, args }));
  const date = fc.oneof(member('due', 'updatedAt'), dateLiteral);
  const day = fc.oneof(date, member('birthday'), dayLiteral);
  const time = fc.oneof(date, member('alarm'), timeLiteral);
  return orNull(
    fc.oneof(
      often(leaf, 4),
      often(arithmetic, 5),
      often(call('negate', inner), 1),
      often(call('length', text(depth - 1)), 1),
      often(call('indexof', text(depth - 1), text(depth - 1)), 1),
      ...(['round', 'floor', 'ceiling'] as const).map((name) => often(call(name, inner), 1)),
      ...(['year', 'month', 'day'] as const).map((name) => often(call(name, day), 1)),
      ...(['hour', 'minute', 'second'] as const).map((name) => often(call(name, time), 1)),
    ),
  );
}

const comparison = fc.constantFrom('eq', 'ne', 'gt', 'ge', 'lt', 'le');
const equality = fc.constantFrom('eq', 'ne');

const compare = (
  operators: Arbitrary<'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le'>,
  left: Arbitrary<Filter>,
  right: Arbitrary<Filter> = left,
): Arbitrary<Filter> => fc.tuple(operators, left, right).map(([name, ...args]) => ({ kind: 'call', name, args }));

const inList = (operand: Arbitrary<Filter>, literals: Arbitrary<Literal>): Arbitrary<Filter> =>
  fc
    .tuple(operand, fc.array(fc.oneof(often(literals, 9), often(nullLiteral, 1)), { maxLength: 4 }))
    .map(([left, values]) => ({ kind: 'call', name: 'in', args: [left, ...values] }));

function comparisons(depth: number): readonly Arbitrary<Filter>[] {
  const date = fc.oneof(member('due', 'updatedAt'), dateLiteral);
  return [
    compare(comparison, text(depth)),
    compare(comparison, number(depth)),
    compare(comparison, member('text', 'other'), fc.oneof(wholeLiteral, guidLiteral)),
    compare(comparison, date),
    compare(comparison, member('due'), dayLiteral),
    compare(comparison, member('birthday'), fc.oneof(dayLiteral, member('birthday'), nullLiteral)),
    compare(comparison, member('alarm'), fc.oneof(timeLiteral, member('alarm'), nullLiteral)),
    compare(comparison, member('big', 'huge'), fc.oneof(bigLiteral, member('big', 'huge'), nullLiteral)),
    compare(comparison, bigLiteral, member('big', 'huge')),
    compare(equality, member('meta'), nullLiteral),
    compare(equality, fc.oneof(member('complete', 'hidden'), booleanLiteral, nullLiteral)),
    inList(text(depth), textLiteral),
    inList(number(depth), fc.oneof(wholeLiteral, realLiteral)),
    inList(member('due'), fc.oneof(dateLiteral, dayLiteral)),
    inList(member('big'), bigLiteral),
    inList(member('complete', 'hidden'), booleanLiteral),
  ];
}

function condition(depth: number): Arbitrary<Filter> {
  const functions = (['contains', 'startswith', 'endswith'] as const).map((name) => call(name, text(1), text(1)));
  const leaves = [...comparisons(Math.min(depth, 2)), ...functions, member('complete', 'hidden'), booleanLiteral];
  const leaf = fc.oneof(...leaves);
  if (depth === 0) return orNull(leaf);
  const inner = condition(depth - 1);
  return fc.oneof(
    often(leaf, 4),
    often(chain('and', inner), 2),
    often(chain('or', inner), 2),
    often(call('not', inner), 2),
    often(compare(equality, inner), 1),
  );
}

const chain = (name: 'and' | 'or', inner: Arbitrary<Filter>): Arbitrary<Filter> =>
  fc.array(inner, { minLength: 2, maxLength: 3 }).map((parts) => {
    const args = parts.flatMap((part) => (part.kind === 'call' && part.name === name ? part.args : [part]));
    return { kind: 'call', name, args };
  });

/** A filter that `checkFilter` takes, in the form in which `parseFilter` gives it. */
export const someFilter: Arbitrary<Filter> = condition(2);
