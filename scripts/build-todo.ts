/** `npm run build:todo`: the scripts of `examples/todo`, beside its other files, from where the Worker serves them. */
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { type BuildOptions, build } from 'esbuild';
import { minified } from './minify.ts';

const folder = 'examples/todo/public';

/**
 * Bundles the script into one file. One that is as it was is not written: `npm run dev` builds anew when files change.
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
  const { code, map } = await minified(textOf('.js'), textOf('.map'));
  const file = `${folder}/todo/${name}.js`;
  write(file, `${code}\n//# sourceMappingURL=${name}.js.map\n`);
  write(`${file}.map`, map);
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
const version = createHash('sha256');
for (const path of kept) version.update(path).update(readFileSync(path));
const addresses = kept.map((path) => path.slice(folder.length).replace('/todo/index.html', '/'));
await bundle('sw', 'examples/todo/worker/sw.ts', {
  define: { FILES: JSON.stringify(addresses), VERSION: JSON.stringify(version.digest('hex').slice(0, 12)) },
});
