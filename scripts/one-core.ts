/** Has a bundler keep the core of the client in one file. */
import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';

/**
 * What is loaded later needs parts of the core, and bundlers would make two files of the core therefore, 3 % larger
 * than one: so it is said here that it needs all of it, which is what `core` has. (In the source that would be a
 * circle.)
 */
export const oneCore = (core = './client.ts'): Plugin => ({
  name: 'one core',
  setup({ onLoad }) {
    onLoad({ filter: /client[\\/]later\.ts$/ }, ({ path }) => ({
      contents: `${readFileSync(path, 'utf8')}\nexport * from '${core}';\n`,
      loader: 'ts',
    }));
  },
});
