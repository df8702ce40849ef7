/** The client as it is published: ECMAScript modules that share what they have in common. */
import { build } from 'esbuild';

/** What apps import, by the path behind `tidemark/client`. */
export const entries = {
  index: 'client/index.ts',
  indexeddb: 'client/store/indexeddb.ts',
  sqlite: 'client/store/sqlite.ts',
  'sqlite-node': 'client/store/sqlite-node.ts',
} as const;

/** Writes the modules of every entry into the folder. */
export async function bundleClient(folder: string): Promise<void> {
  await build({
    entryPoints: entries,
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'neutral',
    external: ['node:*'],
    target: 'es2022',
    sourcemap: true,
    chunkNames: 'shared-[hash]',
    logLevel: 'warning',
  });
}
