/** `npm run size`: how large the client is in an app, and whether that is within what is promised. */
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

type Measured = { readonly name: string; readonly source: string; readonly limit: number | undefined };

const core = "export { createClient } from './client/index.ts';";
const measured: readonly Measured[] = [
  {
    name: 'client with IndexedDB',
    source: `${core} export { indexedDbStore } from './client/store/indexeddb.ts';`,
    limit: 12 * 1024,
  },
  { name: 'client alone', source: core, limit: undefined },
  { name: 'IndexedDB alone', source: "export * from './client/store/indexeddb.ts';", limit: undefined },
  {
    name: 'SQLite alone, with one driver',
    source: "export { expoSqlite, sqliteStore } from './client/store/sqlite.ts';",
    limit: undefined,
  },
  { name: 'everything', source: "export * from './client/index.ts';", limit: undefined },
];

/** Bytes of a minified module with all that it imports, as a web server would send it. */
async function gzipped(source: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: '.', loader: 'ts' },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
  });
  return outputFiles.reduce((sum, { contents }) => sum + gzipSync(contents, { level: 9 }).length, 0);
}

for (const { name, source, limit } of measured) {
  const bytes = await gzipped(source);
  const holds = limit === undefined || bytes <= limit;
  if (!holds) process.exitCode = 1;
  const promise = limit === undefined ? '' : `, at most ${limit}: ${holds ? 'holds' : 'TOO LARGE'}`;
  process.stdout.write(`${name}: ${bytes} bytes, minified and gzip${promise}\n`);
}
