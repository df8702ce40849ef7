/** The client as it is published: small ECMAScript modules that share what they have in common. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { minifiedModules } from './minify.ts';
import { oneCore } from './one-core.ts';

/** What apps import, by the path behind `tidemark/client`. */
const entries = {
  index: 'client/index.ts',
  indexeddb: 'client/store/indexeddb.ts',
  login: 'client/login/index.ts',
  sqlite: 'client/store/sqlite.ts',
  'sqlite-node': 'client/store/sqlite-node.ts',
} as const;

/** Writes the modules of every entry into the folder. */
export async function bundleClient(folder: string): Promise<void> {
  const { outputFiles, metafile } = await build({
    entryPoints: entries,
    outdir: folder,
    bundle: true,
    splitting: true,
    minifyIdentifiers: true,
    minifySyntax: true,
    metafile: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    plugins: [oneCore()],
    external: ['node:*'],
    target: 'es2022',
    sourcemap: 'external',
    chunkNames: 'shared-[hash]',
    logLevel: 'warning',
  });
  mkdirSync(folder, { recursive: true });
  for (const [name, { code, map }] of await minifiedModules(outputFiles, metafile)) {
    writeFileSync(join(folder, name), `${code}\n//# sourceMappingURL=${name}.map\n`);
    writeFileSync(join(folder, `${name}.map`), map);
  }
}
