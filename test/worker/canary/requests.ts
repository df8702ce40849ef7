/** Random requests that reach for what they may not see. */
import fc from 'fast-check';

/** A way to write the name of a column, or to reach it; `table` is the table that it is a column of. */
type Form = (table: string, column: string) => string;

/** In all of these the name stands as a name. */
const references: readonly Form[] = [
  (_, column) => column,
  (_, column) => `"${column}"`,
  (_, column) => `\`${column}\``,
  (_, column) => `[${column}]`,
  (table, column) => `${table}.${column}`,
  (table, column) => `"${table}"."${column}"`,
  (table, column) => `${table}/${column}`,
  (table, column) => `main.${table}.${column}`,
  (_, column) => `t.${column}`,
  (_, column) => `excluded.${column}`,
  (_, column) => `meta/${column}`,
  (_, column) => `meta.${column}`,
  (_, column) => `meta->>'$.${column}'`,
  (_, column) => `json_extract(meta,'$.${column}')`,
  (_, column) => `$it/${column}`,
  (_, column) => `(${column})`,
  (_, column) => `-${column}`,
  (_, column) => `tolower(${column})`,
  (_, column) => `length(${column})`,
  (_, column) => `coalesce(${column},'')`,
  (_, column) => `max(${column})`,
  (_, column) => `${column} collate nocase`,
  (table, column) => `(select ${column} from ${table})`,
  (table, column) => `(SELECT ${column} FROM ${table} LIMIT 1)`,
];

/** Here it is text, whatever it says. */
const quotations: readonly Form[] = [(_, column) => `'${column}'`, (_, column) => `cast(${column},Edm.String)`];

/** Whether the form names its column, so that it has to be refused unless the column is a member. */
export const isReference = (form: Form): boolean => references.includes(form);

const casings: readonly ((name: string) => string)[] = [
  (name) => name,
  (name) => name,
  (name) => name.toUpperCase(),
  (name) => name.toLowerCase(),
  (name) => name.slice(0, 1).toUpperCase() + name.slice(1),
];

/** Names of columns that no schema lists. */
export const unlisted = ['rowid', '_rowid_', 'oid', 'owner', 'prevVersion', 'seq', 'sqlite_schema', 'sync_journal'];

type Place = readonly [option: '$filter' | '$orderby' | '$select', write: (name: string) => string];

const places: readonly Place[] = [
  ['$filter', (name) => `${name} eq null`],
  ['$filter', (name) => `${name} ne null`],
  ['$filter', (name) => `${name} ge 'canary'`],
  ['$filter', (name) => `${name} gt 0`],
  ['$filter', (name) => `startswith(${name},'canary')`],
  ['$filter', (name) => `text eq ${name}`],
  ['$filter', (name) => `${name} in ('canary previous a1','canary previous b1')`],
  ['$filter', (name) => `contains(concat(text,${name}),'canary')`],
  ['$filter', (name) => `true or ${name} eq null`],
  ['$filter', (name) => `not (false and ${name} eq 'x')`],
  ['$orderby', (name) => name],
  ['$orderby', (name) => `${name} desc`],
  ['$orderby', (name) => `text,${name}`],
  ['$orderby', (name) => `complete desc, ${name} asc`],
  ['$select', (name) => name],
  ['$select', (name) => `id,${name}`],
];

/** A column by its number in the list of all, and how it is reached for. */
export type Reach = {
  readonly column: number;
  readonly casing: (name: string) => string;
  readonly form: Form;
  readonly place: Place;
};

const someReach: fc.Arbitrary<Reach> = fc.record({
  column: fc.nat(),
  casing: fc.constantFrom(...casings),
  form: fc.oneof(fc.constantFrom(...references.slice(0, 1)), fc.constantFrom(...references, ...quotations)),
  place: fc.constantFrom(...places),
});

const someKey = fc.oneof(
  fc.constantFrom<string | number | null>(
    'a',
    'r1',
    'canary',
    'canary previous a1',
    '',
    null,
    0,
    7_000,
    9_001,
    1e300,
    -1,
  ),
  fc.string({ maxLength: 5 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

/** A token that the server did not make, of a list in some order. */
const someToken = fc.record({
  order: fc.constantFrom('', 'id', 'updatedAt desc', 'text', 'text desc,createdAt', 'deleted,version'),
  keys: fc.array(someKey, { minLength: 1, maxLength: 3 }),
});

const someTable = fc.constantFrom('todoitem', 'kitchen', 'diary');
const someVersion = fc.constantFrom('2.0.0', '3.0.0');

const someList = fc.record({
  table: someTable,
  version: someVersion,
  posted: fc.boolean(),
  counts: fc.boolean(),
  deleted: fc.boolean(),
  tracks: fc.boolean(),
  pageSize: fc.constantFrom(1, 2, 50),
});

/** Versions of records that ann sees, of hidden ones, and of what the requests themselves write. */
const tags = ['"canary a0"', '"0000000000000000"', '"1111111111111111"', '*', '"ffff000000000001"'];
const ids = ['r0', 'r1', 'r4', 'ha2', 'hb2', 'ha5', 'v0', 'v1', 'new'];
const someMatch = fc
  .tuple(fc.constantFrom('If-Match', 'If-None-Match'), fc.constantFrom(...tags))
  .map(([name, tag]): Readonly<Record<string, string>> => ({ [name]: tag }));

const someWrite = fc.record({
  table: someTable,
  version: someVersion,
  method: fc.constantFrom('GET', 'POST', 'PATCH', 'PUT', 'DELETE'),
  id: fc.constantFrom(...ids),
  byBody: fc.boolean(),
  match: fc.option(someMatch, { nil: {} }),
  key: fc.option(fc.nat(3), { nil: undefined }),
  text: fc.constantFrom('a', 'hers'),
});

/** A list that reaches for a column or forges a token, or a request about one record. */
export const someRequest = fc.oneof(
  { weight: 6, arbitrary: fc.record({ list: someList, reach: someReach }) },
  { weight: 1, arbitrary: fc.record({ list: someList, token: someToken }) },
  { weight: 2, arbitrary: fc.record({ write: someWrite }) },
);

type Of<Some> = Some extends fc.Arbitrary<infer Value> ? Value : never;
export type SomeList = Of<typeof someList>;
export type SomeToken = Of<typeof someToken>;
export type SomeWrite = Of<typeof someWrite>;
export type SomeRequest = Of<typeof someRequest>;
