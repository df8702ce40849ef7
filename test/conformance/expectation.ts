/** What an answer is held to: the small vocabulary of expectations, and the sentence that says where one is not met. */
import * as z from 'zod';

const jsonSchema = z.json();
export type Json = z.infer<typeof jsonSchema>;

const kinds = ['string', 'number', 'boolean', 'array', 'object', 'timestamp'] as const;
type Kind = (typeof kinds)[number];

const timestamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isKind: Record<Kind, (value: unknown) => boolean> = {
  string: (value) => typeof value === 'string' && value !== '',
  number: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
  array: Array.isArray,
  object: isObject,
  timestamp: (value) => typeof value === 'string' && timestamp.test(value),
};

const meets = (expected: Json, actual: unknown): boolean => mismatch(expected, actual, '') === undefined;
const time = (value: unknown): number => Date.parse(String(value));
/** Whether each element has more in the member than the one before: numbers as numbers, texts by their code units. */
const ascends = (elements: readonly unknown[], member: string): boolean =>
  elements.every((element, index) => {
    const before = index === 0 ? undefined : memberOf(elements[index - 1], member);
    const value = memberOf(element, member);
    if (typeof value === 'number') return index === 0 || (typeof before === 'number' && before < value);
    return typeof value === 'string' && (index === 0 || (typeof before === 'string' && before < value));
  });
const memberOf = (value: unknown, member: string): unknown => (isObject(value) ? value[member] : undefined);
const sorted = (names: Json): string => JSON.stringify(Array.isArray(names) ? names.toSorted() : names);
const some = (actual: unknown, expected: Json): boolean =>
  Array.isArray(actual) && actual.some((element) => meets(expected, element));

/** What `$digest` says of records of these versions: the sum of their first 12 hex digits, modulo 2^48. */
function digestOf(versions: readonly string[]): string {
  const sum = versions.reduce((total, version) => (total + Number.parseInt(version.slice(0, 12), 16)) % 2 ** 48, 0);
  return sum.toString(16).padStart(12, '0');
}

/** A condition on a value: which arguments it takes, and when it holds. */
type Condition = {
  readonly takes: (argument: Json) => boolean;
  readonly holds: (actual: unknown, argument: Json) => boolean;
};

const isTrue = (argument: Json): boolean => argument === true;
const isText = (argument: Json): boolean => typeof argument === 'string';
const isNumber = (argument: Json): boolean => typeof argument === 'number';
const isName = (argument: Json): boolean => typeof argument === 'string' && argument !== '';
const isTexts = (argument: Json): boolean => Array.isArray(argument) && argument.every(isText);

/** Every condition there is; README.md says what each means. */
const conditions: { readonly [name: string]: Condition } = {
  $absent: { takes: isTrue, holds: (actual) => actual === undefined },
  $present: { takes: isTrue, holds: (actual) => actual !== undefined },
  $is: {
    takes: (argument) => kinds.some((kind) => kind === argument),
    holds: (actual, argument) => kinds.some((kind) => kind === argument && isKind[kind](actual)),
  },
  $matches: {
    takes: isText,
    holds: (actual, pattern) => typeof actual === 'string' && new RegExp(String(pattern)).test(actual),
  },
  $not: { takes: isExpectation, holds: (actual, other) => actual !== undefined && !meets(other, actual) },
  $after: { takes: isText, holds: (actual, other) => time(actual) > time(other) },
  $notBefore: { takes: isText, holds: (actual, other) => time(actual) >= time(other) },
  $withinSeconds: {
    takes: isNumber,
    holds: (actual, seconds) => Math.abs(time(actual) - Date.now()) <= Number(seconds) * 1000,
  },
  $length: { takes: isNumber, holds: (actual, length) => Array.isArray(actual) && actual.length === length },
  $members: {
    takes: isTexts,
    holds: (actual, names) => isObject(actual) && sorted(Object.keys(actual)) === sorted(names),
  },
  $ascending: {
    takes: isName,
    holds: (actual, member) => Array.isArray(actual) && ascends(actual, String(member)),
  },
  $digestOf: {
    takes: isTexts,
    holds: (actual, versions) => Array.isArray(versions) && actual === digestOf(versions.map(String)),
  },
  $contains: { takes: isExpectation, holds: (actual, expected) => some(actual, expected) },
  $lacks: { takes: isExpectation, holds: (actual, expected) => Array.isArray(actual) && !some(actual, expected) },
  $every: {
    takes: isExpectation,
    holds: (actual, expected) => Array.isArray(actual) && actual.every((element) => meets(expected, element)),
  },
};

/**
 * Whether a JSON value is in the vocabulary: its objects are members only, or conditions only, with their arguments.
 */
function isExpectation(value: Json): boolean {
  if (Array.isArray(value)) return value.every(isExpectation);
  if (value === null || typeof value !== 'object') return true;
  const entries = Object.entries(value);
  return isConditions(value)
    ? entries.every(([name, argument]) => conditions[name]?.takes(argument) === true)
    : entries.every(([, member]) => isExpectation(member));
}

const isConditions = (value: object): boolean => Object.keys(value).some((name) => name.startsWith('$'));

/** A JSON value that is expected, in which any value may be replaced by conditions. */
export const expectationSchema = jsonSchema.refine(isExpectation, {
  error: 'takes known conditions with their arguments',
});

/** A sentence that says where `actual` is not as expected, or undefined if it is; `where` names the value. */
export function mismatch(expected: Json, actual: unknown, where: string): string | undefined {
  if (Array.isArray(expected)) return arrayMismatch(expected, actual, where);
  if (isObject(expected)) return objectMismatch(expected, actual, where);
  return expected === actual ? undefined : `${where} is ${show(actual)}, expected ${show(expected)}`;
}

function arrayMismatch(expected: readonly Json[], actual: unknown, where: string): string | undefined {
  if (!Array.isArray(actual) || actual.length !== expected.length) {
    return `${where} is ${show(actual)}, expected an array of ${expected.length}`;
  }
  return first(expected.map((element, index) => () => mismatch(element, actual[index], `${where}[${index}]`)));
}

function objectMismatch(expected: { [name: string]: Json }, actual: unknown, where: string): string | undefined {
  const entries = Object.entries(expected);
  if (isConditions(expected)) {
    const failed = entries.filter(([name, argument]) => conditions[name]?.holds(actual, argument) !== true);
    return failed.length === 0
      ? undefined
      : `${where} is ${show(actual)}, expected ${show(Object.fromEntries(failed))}`;
  }
  if (!isObject(actual)) return `${where} is ${show(actual)}, expected an object`;
  return first(
    entries.map(
      ([name, member]) =>
        () =>
          mismatch(member, actual[name], `${where}.${name}`),
    ),
  );
}

function first(attempts: readonly (() => string | undefined)[]): string | undefined {
  for (const attempt of attempts) {
    const failed = attempt();
    if (failed !== undefined) return failed;
  }
  return undefined;
}

/** A value as text for a sentence, cut when long. */
export function show(value: unknown, limit = 400): string {
  const text = value === undefined ? 'absent' : JSON.stringify(value);
  return text.length <= limit ? text : `${text.slice(0, limit)}... (${text.length} characters)`;
}
