/**
 * `npm run size`: how large the client is in an app, minified and with gzip, as a web server would send it. What is
 * promised is what loads at the start: queue, push, pull, query and the store, in one file, as bundlers of apps put it.
 * It is at most 12 KB. Exit code 1 if it is more, or if one of them is not in it; `npm run check:size` looks at that
 * alone, and is silent if all is well.
 */
import { basename } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type Metafile, type Plugin } from 'esbuild';
import { minifiedModules } from './minify.ts';
import { oneCore } from './one-core.ts';

type Measured = { readonly name: string; readonly source: string; readonly limit?: number };

/** In bytes. */
const limit = 12 * 1024;

const core = "export { createClient } from './client/index.ts';";
const indexedDb = "export { indexedDbStore } from './client/store/indexeddb.ts';";
const measured: readonly Measured[] = [
  { name: 'client with IndexedDB', source: core + indexedDb, limit },
  { name: 'client alone', source: core },
  { name: 'IndexedDB alone', source: indexedDb },
  {
    name: 'SQLite alone, with one driver',
    source: "export { expoSqlite, sqliteStore } from './client/store/sqlite.ts';",
  },
  { name: 'everything', source: `export * from './client/index.ts'; ${indexedDb}` },
];

/** What must be there without loading anything more. */
const promised = [
  'client/sync/push.ts',
  'client/sync/delivery.ts',
  'client/sync/pull.ts',
  'client/sync/store-page.ts',
  'client/queue/edit.ts',
  'client/queue/settle.ts',
  'client/query/table-query.ts',
  'client/query/run-query.ts',
  'client/sync-table.ts',
  'client/store/indexeddb.ts',
];

/** The files that a page has to have before it can call anything: the first, and those that files of these import. */
function startOf(outputs: Metafile['outputs']): ReadonlySet<string> {
  const start = new Set(Object.keys(outputs).filter((path) => path.endsWith('stdin.js')));
  for (const path of start) {
    for (const { kind, path: imported } of outputs[path]?.imports ?? []) {
      if (kind === 'import-statement') start.add(imported);
    }
  }
  return start;
}

/** The source as the module `app`. */
const appOf = (source: string): Plugin => ({
  name: 'app',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^app$/ }, ({ path }) => ({ path, namespace: 'app' }));
    onLoad({ filter: /^/, namespace: 'app' }, () => ({ contents: source, resolveDir: '.', loader: 'ts' }));
  },
});

async function measure({ name, source, limit }: Measured): Promise<void> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: "export * from 'app';", resolveDir: '.', loader: 'ts' },
    outdir: 'size',
    bundle: true,
    splitting: true,
    metafile: true,
    minifyIdentifiers: true,
    minifySyntax: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    plugins: [appOf(source), oneCore('app')],
    target: 'es2022',
  });
  const start = startOf(metafile.outputs);
  const modules = await minifiedModules(outputFiles, metafile);
  const bytesByFile = Object.keys(metafile.outputs).map((path) => {
    const code = modules.get(basename(path))?.code ?? '';
    return [path, gzipSync(code, { level: 9 }).length] as const;
  });
  const sum = (files: readonly (readonly [string, number])[]): number =>
    files.reduce((total, [, bytes]) => total + bytes, 0);
  const atStart = sum(bytesByFile.filter(([path]) => start.has(path)));
  const missing = promised.filter((path) => ![...start].some((file) => path in (metafile.outputs[file]?.inputs ?? {})));
  if (!isCheck) console.log(`${name}: ${atStart} bytes at the start, ${sum(bytesByFile)} with what is loaded later`);
  if (limit === undefined) return;
  if (atStart > limit) fail(`${name}: ${atStart} bytes at the start are ${atStart - limit} too many, of ${limit}.`);
  if (missing.length > 0) fail(`${name}: not at the start, as is promised: ${missing.join(', ')}`);
}

function fail(message: string): void {
  console.error(message);
  process.exitCode = 1;
}

const isCheck = process.argv.includes('--check');
for (const each of measured) if (!isCheck || each.limit !== undefined) await measure(each);
