/** Modules made small: by terser, whose result is some 4 % below that of esbuild. */
import { basename } from 'node:path';
import type { Metafile, OutputFile } from 'esbuild';
import { minify } from 'terser';

type Minified = { readonly code: string; readonly map: string };

/** What a module imports of another one, as esbuild prints it with white space. */
const importing = /^import \{([^}]*)\} from "\.\/([^"]+)";$/gm;

/**
 * The modules that esbuild has made, with white space, by the names of their files. What they have for each other alone
 * is exported by the name that terser gave it: to call it otherwise there would take 1 % of all.
 */
export async function minifiedModules(
  files: readonly OutputFile[],
  { outputs }: Metafile,
): Promise<ReadonlyMap<string, Minified>> {
  const texts = new Map(files.map(({ path, text }) => [basename(path), text]));
  const entries = Object.entries(outputs).filter(([, { entryPoint }]) => entryPoint);
  const asked = new Set(entries.map(([path]) => basename(path)));
  const modules = new Map<string, Minified>();
  const names = new Map<string, ReadonlyMap<string, string>>();
  const add = async (file: string): Promise<void> => {
    if (modules.has(file)) return;
    const text = texts.get(file) ?? '';
    for (const [, , from = ''] of text.matchAll(importing)) await add(from);
    const renamed = text.replace(importing, (statement: string, list: string, from: string) =>
      statement.replace(list, () => inNames(list, names.get(from))),
    );
    const { code, map } = await minified(renamed, texts.get(`${file}.map`));
    const exported = /export\{([^}]*)\};?$/.exec(code)?.[1] ?? '';
    const pairs = exported.split(',').map((each) => each.split(' as '));
    names.set(file, new Map(asked.has(file) ? [] : pairs.map(([name = '', alias = name]) => [alias, name])));
    const short = pairs.map(([name]) => name).join();
    modules.set(file, { code: asked.has(file) ? code : code.replace(`{${exported}}`, () => `{${short}}`), map });
  };
  for (const file of texts.keys()) if (file.endsWith('.js')) await add(file);
  return modules;
}

/** A list of imports, each line with the name that the other module has now for what it imports. */
const inNames = (list: string, names: ReadonlyMap<string, string> = new Map()): string =>
  list.replace(/([\w$]+)( as [\w$]+)?/g, (whole, alias: string, as = ` as ${alias}`) =>
    names.has(alias) ? `${names.get(alias)}${as}` : whole,
  );

const letters = 'etlnsariduocp';

/**
 * Names of few letters: they are longer so, but gzip meets the same ones more often, which makes half a percent less.
 */
function nameOf(number: number): string {
  const letter = letters[number % letters.length] ?? '';
  return number < letters.length ? letter : nameOf(Math.floor(number / letters.length) - 1) + letter;
}

/** A module that esbuild has made, with white space, and its source map, where it has one. */
export async function minified(code: string, map: string | undefined): Promise<Minified> {
  const result = await minify(code, {
    module: true,
    ecma: 2020,
    mangle: { nth_identifier: { get: nameOf } },
    compress: { passes: 3, unsafe_arrows: true, pure_getters: true, keep_fargs: false, lhs_constants: false },
    ...(map === undefined ? {} : { sourceMap: { content: map, asObject: false } }),
  });
  return { code: result.code ?? '', map: typeof result.map === 'string' ? result.map : '' };
}
