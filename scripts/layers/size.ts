/** Small files, about one thing. */
import { importsOf, linesOf, type SourceFile } from './source.ts';

const mostLines = 300;
const mostMedian = 80;
const mostImports = 7;

/** Files that may import more, and why. */
const gatherers = new Map([
  ['src/app.ts', 'it puts the service together'],
  ['src/routes/index.ts', 'it mounts every route'],
  ['src/routes/auth/index.ts', 'it mounts every route of sign-in'],
  ['src/routes/verbs.ts', 'it names every verb'],
  ['src/testing/world.ts', 'it puts a simulation together'],
  ['client/client.ts', 'it puts the client together'],
  ['client/index.ts', 'it is all that apps import'],
  ['client/later.ts', 'it is all that is loaded later'],
]);

/** The middle one of the lengths; 0 for none. */
export function medianLines(files: readonly SourceFile[]): number {
  const lengths = files.map(linesOf).sort((a, b) => a - b);
  return lengths[Math.floor(lengths.length / 2)] ?? 0;
}

/**
 * A sentence if a file is too long or uses too many others; what it knows only as a type costs nothing and does not
 * count.
 */
export function sizeFaults(file: SourceFile): string[] {
  const faults: string[] = [];
  const lines = linesOf(file);
  if (lines > mostLines) faults.push(`${file.path} has ${lines} lines; at most ${mostLines} are allowed.`);
  const own = new Set(importsOf(file).flatMap(({ isOwn, isTypeOnly, target }) => (isOwn && !isTypeOnly ? target : [])));
  if (own.size > mostImports && !gatherers.has(file.path)) {
    faults.push(`${file.path} imports ${own.size} files of ours; at most ${mostImports} are allowed.`);
  }
  return faults;
}

/** A sentence if the files of the server are long on the whole. */
export function medianFaults(files: readonly SourceFile[]): string[] {
  const median = medianLines(files.filter(({ path }) => path.startsWith('src/')));
  return median < mostMedian ? [] : [`The median file of src has ${median} lines; it must stay under ${mostMedian}.`];
}
