/** A source file, as text: what it imports, and its code without words that are not code. */

/** `path` is relative to the project, with slashes. */
export type SourceFile = { readonly path: string; readonly text: string };

export type Import = {
  /** The file of the project that is imported, or the name of a package. */
  readonly target: string;
  readonly isOwn: boolean;
  readonly isTypeOnly: boolean;
};

const statement = /^(?:import|export)\s+(?:(?<what>[^'";]*?)\sfrom\s+)?['"](?<target>[^'"\n]+)['"]/gm;
const dynamic = /\bimport\(\s*['"](?<target>[^'"\n]+)['"]/g;
const onlyTypes = /^(?:type\b|\{(?:\s*type\s[^,}]+,?)+\s*\}\s*$)/;

function toImport({ path }: SourceFile, target: string, what: string): Import {
  const isOwn = target.startsWith('.');
  const resolved = isOwn ? new URL(target, `file:///${path}`).pathname.slice(1) : target;
  return { target: resolved, isOwn, isTypeOnly: onlyTypes.test(what) };
}

/** Every import and re-export of a file, in order; `import()` of a constant too. */
export function importsOf(file: SourceFile): Import[] {
  const found = [...file.text.matchAll(statement), ...file.text.matchAll(dynamic)];
  return found.map(({ groups }) => toImport(file, groups?.target ?? '', groups?.what ?? ''));
}

const notCode = new RegExp(
  [
    '//.*',
    String.raw`/\*[\s\S]*?\*/`,
    String.raw`'(?:[^'\\\n]|\\.)*'`,
    String.raw`"(?:[^"\\\n]|\\.)*"`,
    String.raw`\`(?:[^\`\\]|\\[\s\S])*\``,
    // A regular expression, which a division never is after one of these.
    String.raw`(?<=(?:[(,=:[!&|?{};>]|\breturn)\s*)/(?![*/])(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*`,
  ].join('|'),
  'g',
);

/** The text without comments, strings, templates (and what they embed) and regular expressions. */
export const codeOf = ({ text }: SourceFile): string => text.replace(notCode, "''");

export const linesOf = ({ text }: SourceFile): number => text.replace(/\n$/, '').split('\n').length;
