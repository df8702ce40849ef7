/**
 * What the built client asks of an engine: nothing that Hermes lacks, the engine of React Native. (What a page alone
 * has is asked for by `globalThis.x?.`, and is not needed.)
 */
import { build } from 'esbuild';
import { minify } from 'terser';
import { expect, test } from 'vitest';

type Node = { readonly type: string; readonly [member: string]: unknown };

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

/** Keys and exported names are no values. */
const isValue = ({ computed }: Node, member: string): boolean =>
  member !== 'exported' && !(computed === false && (member === 'key' || member === 'property'));

/** Every node of a syntax tree (ESTree) below this one that is, or has, a value. */
function* nodesOf(node: Node): Generator<Node> {
  yield node;
  for (const [member, value] of Object.entries(node)) {
    if (!isValue(node, member)) continue;
    for (const each of [value].flat()) if (isNode(each)) yield* nodesOf(each);
  }
}

const nameOf = (node: unknown): string => (isNode(node) && typeof node.name === 'string' ? node.name : '');

/**
 * The client with all that is loaded later and the store of phones, as one tree; own names have three letters at most.
 */
async function builtClient(): Promise<readonly Node[]> {
  const contents = "export * from './client/index.ts'; export * from './client/store/sqlite.ts';";
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: '.', loader: 'ts' },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
  });
  // The type of the options does not know of trees.
  const format = { ecma: 2020, spidermonkey: true, code: false } as const;
  const tree: object = await minify(outputFiles[0]?.text ?? '', { module: true, compress: false, format });
  return 'ast' in tree && isNode(tree.ast) ? [...nodesOf(tree.ast)] : [];
}

/** `Request` comes with `fetch`; `BroadcastChannel` is looked for before it is used. */
const globals = new Set(
  `AbortController Array BigInt Boolean BroadcastChannel Date Error JSON Map Math Number Object Promise Proxy RangeError Reflect Request Set String
  SyntaxError TypeError Uint8Array WeakMap clearTimeout encodeURIComponent globalThis setTimeout undefined`.split(
    /\s+/,
  ),
);

/** What is asked of them, by their names. */
const statics = new Set(
  `Array.from Array.isArray Date.now Date.parse Date.UTC JSON.parse JSON.stringify Math.abs Math.ceil Math.floor Math.imul Math.max
  Math.min Math.random Math.round Math.sign Math.trunc Number.isFinite Number.isInteger Number.isNaN Number.isSafeInteger
  Number.MAX_SAFE_INTEGER Number.NaN Number.POSITIVE_INFINITY Object.assign Object.create Object.defineProperty Object.entries Object.fromEntries Object.hasOwn Object.keys
  Object.prototype Object.setPrototypeOf Object.values Promise.all Promise.allSettled Promise.race Promise.reject Promise.resolve Reflect.get String.fromCodePoint
  String.fromCharCode String.raw globalThis.fetch`.split(/\s+/),
);

/** Methods that Hermes has not, or not in all versions that are in use. */
const missing = new Set(
  `copyWithin findLast findLastIndex flatten fromAsync groupBy isWellFormed toReversed toSorted toSpliced toWellFormed
  transferToFixedLength union intersection difference symmetricDifference isSubsetOf isSupersetOf isDisjointFrom
  withResolvers throwIfAborted subtle`.split(/\s+/),
);

test('the client runs on engines of phones: it uses no global, function or method that they lack', async () => {
  const nodes = await builtClient();
  const named = new Set(nodes.filter(({ type }) => type === 'Identifier').map(nameOf));
  const used = [...named].filter((name) => name.length > 3 && !globals.has(name));
  const members = nodes.filter(({ type }) => type === 'MemberExpression');
  // What is asked for by `?.` may be missing.
  const sure = members.filter(({ computed, optional }) => computed === false && optional !== true);
  const called = sure.map(({ object, property }) => `${nameOf(object)}.${nameOf(property)}`);
  const ofBuiltIns = called.filter((name) => globals.has(name.split('.')[0] ?? ''));
  expect(members.length).toBeGreaterThan(1000);
  expect({
    globals: used,
    statics: [...new Set(ofBuiltIns)].filter((name) => !statics.has(name) && !name.startsWith('globalThis.')),
    methods: [...new Set(called)].filter((name) => missing.has(name.split('.')[1] ?? '')),
    meta: nodes.filter(({ type }) => type === 'MetaProperty').length,
    modules: nodes.filter(({ type }) => type === 'ImportDeclaration').length,
  }).toEqual({ globals: [], statics: [], methods: [], meta: 0, modules: 0 });
});
