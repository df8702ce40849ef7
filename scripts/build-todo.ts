/** `npm run build:todo`: the scripts of `examples/todo`, beside its other files, from where the Worker serves them. */
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build } from 'esbuild';
import { minified } from './minify.ts';

const folder = 'examples/todo/public';

/** What makes a file of a bundle small; another one would make another file of it. */
const minifier = [
  'scripts/minify.ts',
  fileURLToPath(new URL('package.json', import.meta.resolve('terser/package.json'))),
];

/**
 * Bundles the script into one file. One that is as it was is not written: `npm run dev` builds anew when files change.
 * Nor is it made: that takes seconds, and the source map tells what it was made of.
 */
async function bundle(name: string, source: string, options: BuildOptions = {}): Promise<void> {
  const { outputFiles = [] } = await build({
    entryPoints: { [name]: source },
    outdir: `${folder}/todo`,
    bundle: true,
    minifyIdentifiers: true,
    minifySyntax: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    sourcemap: 'external',
    logLevel: 'warning',
    ...options,
  });
  const textOf = (end: string): string => outputFiles.find(({ path }) => path.endsWith(end))?.text ?? '';
  const file = `${folder}/todo/${name}.js`;
  const sources = [textOf('.js'), textOf('.map'), ...minifier.map((path) => readFileSync(path))];
  const start = `{"x_madeOf":"${hashOf(sources)}",`;
  if (existsSync(file) && existsSync(`${file}.map`) && readFileSync(`${file}.map`, 'utf8').startsWith(start)) return;
  const { code, map } = await minified(textOf('.js'), textOf('.map'));
  write(file, `${code}\n//# sourceMappingURL=${name}.js.map\n`);
  write(`${file}.map`, map.replace('{', start));
}

function hashOf(parts: readonly (string | Buffer)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex').slice(0, 12);
}

function write(path: string, text: string): void {
  if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeFileSync(path, text);
}

// In one file with what the client would load later: the app has it without a network, too.
await bundle('app', 'examples/todo/app/main.ts');
const kept = globSync(`${folder}/todo/*`)
  .map((path) => path.replaceAll('\\', '/'))
  // Icons are read when the app is installed, and kept by whoever installs it.
  .filter((path) => !/\.map$|\.png$|\/sw\.js$/.test(path))
  .sort();
const version = hashOf(kept.flatMap((path) => [path, readFileSync(path)]));
const addresses = kept.map((path) => path.slice(folder.length).replace('/todo/index.html', '/'));
await bundle('sw', 'examples/todo/worker/sw.ts', {
  define: { FILES: JSON.stringify(addresses), VERSION: JSON.stringify(version) },
});
