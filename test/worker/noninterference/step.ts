/** Random traces: what two users ask of one service, request by request. */
import fc from 'fast-check';

/** Tables in which each sees their own: by owner, or by the view of code. */
const tableNames = ['diary', 'card', 'bill', 'purse', 'pin'] as const;
export type TableName = (typeof tableNames)[number];

/** One request. What it builds on (a version, a link) is what its user was last told. */
export type Ask = {
  readonly table: TableName;
  readonly verb:
    | 'list'
    | 'query'
    | 'read'
    | 'insert'
    | 'update'
    | 'replace'
    | 'remove'
    | 'undelete'
    | 'digest'
    | 'follow';
  readonly version: '2.0.0' | '3.0.0';
  /** One of few ids, which both users have in mind. */
  readonly id: number;
  readonly text: number;
  readonly query: string;
  readonly prefer: string;
  /** Whether the write has a key; both users have the same. */
  readonly key: number | undefined;
  readonly match: 'none' | 'last' | 'star' | 'wrong';
};

export type Step =
  | { readonly by: 'ann'; readonly asks: readonly Ask[]; readonly batched: boolean }
  /** In one of the worlds alone. */
  | { readonly by: 'bob'; readonly world: 0 | 1; readonly asks: readonly Ask[]; readonly batched: boolean }
  | { readonly by: 'ann'; readonly path: string; readonly method: string };

const verbs = [
  'list',
  'query',
  'read',
  'insert',
  'update',
  'replace',
  'remove',
  'undelete',
  'digest',
  'follow',
] as const;
const preferences = ['', '', 'odata.maxpagesize=1', 'odata.track-changes', 'odata.track-changes,odata.maxpagesize=1'];

const queries = [
  '',
  '$count=true',
  '$top=1',
  '$orderby=text desc,id',
  '$orderby=updatedAt desc&$top=2',
  '$filter=true',
  "$filter=text ne 'x' or 1 eq 1",
  "$filter=userId ne 'nobody'",
  "$filter=contains(text,'a')&$count=true",
  '$filter=deleted eq true&__includeDeleted=true',
  "$filter=updatedAt gt datetimeoffset'2020-01-01T00:00:00Z'&$orderby=updatedAt&$skip=1",
  '$select=id,text&__includeDeleted=true',
  '$inlinecount=allpages',
  '$skip=1',
  '$filter=owner eq 1',
];

const someAsk = (table: TableName): fc.Arbitrary<Ask> =>
  fc.record({
    table: fc.constant(table),
    verb: fc.constantFrom(...verbs),
    version: fc.constantFrom('2.0.0', '3.0.0'),
    // Mostly the first, so that requests meet; the last is removed from the beginning.
    id: fc.constantFrom(0, 0, 0, 1, 2, 3),
    text: fc.nat(2),
    query: fc.constantFrom(...queries),
    prefer: fc.constantFrom(...preferences),
    key: fc.constantFrom(undefined, undefined, 0, 0, 1),
    match: fc.constantFrom('none', 'none', 'last', 'star', 'wrong'),
  });

const someAsks = (table: TableName) =>
  fc.record({ asks: fc.array(someAsk(table), { minLength: 1, maxLength: 2 }), batched: fc.boolean() });

/** Every other route, and some that are not there. */
const paths = [
  '/',
  '/health',
  '/swagger',
  '/api/mine',
  '/api/runtimeInfo',
  '/nothing',
  '/tables/closed',
  '/tables/none',
];
const someVisit = fc.record({
  by: fc.constant('ann'),
  path: fc.constantFrom(...paths),
  method: fc.constantFrom('GET', 'GET', 'HEAD', 'POST', 'DELETE', 'OPTIONS'),
});

function someStep(table: TableName): fc.Arbitrary<Step> {
  const asks = someAsks(table);
  const byAnn = asks.map((asked) => ({ by: 'ann', ...asked }) as const);
  const byBob = fc.record({ by: fc.constant('bob'), world: fc.constantFrom(0, 1), asks });
  return fc.oneof(
    { weight: 6, arbitrary: byAnn },
    { weight: 5, arbitrary: byBob.map(({ asks: asked, ...step }) => ({ ...step, ...asked })) },
    { weight: 1, arbitrary: someVisit },
  );
}

/**
 * Short, so that there can be many: three records of ann, one of them removed, and what happens to them and around
 * them.
 */
export const someTrace: fc.Arbitrary<readonly Step[]> = fc
  .constantFrom(...tableNames)
  .chain((table) =>
    fc.array(someStep(table), { minLength: 2, maxLength: 4, size: 'max' }).map((steps) => [begin(table), ...steps]),
  );

function begin(table: TableName): Step {
  const ask = { table, version: '3.0.0', query: '', prefer: '', key: undefined, match: 'none' } as const;
  const inserts = [0, 1, 3].map((id) => ({ ...ask, verb: 'insert', id, text: id }) as const);
  return { by: 'ann', asks: [...inserts, { ...ask, verb: 'remove', id: 3, text: 0 }], batched: true };
}
