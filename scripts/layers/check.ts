/** All rules of the source tree together. */
import { cycleFaults } from './cycle.ts';
import { directionFaults } from './direction.ts';
import { medianFaults, medianLines, sizeFaults } from './size.ts';
import { linesOf, type SourceFile } from './source.ts';
import { wordFaults } from './words.ts';

/** A sentence for each break of a rule; none if all is well. */
export function checkSources(files: readonly SourceFile[]): string[] {
  const each = files.flatMap((file) => [...directionFaults(file), ...sizeFaults(file), ...wordFaults(file)]);
  return [...each, ...cycleFaults(files), ...medianFaults(files)];
}

/** One line on the size of the tree. */
export function describeSources(files: readonly SourceFile[]): string {
  const longest = files.toSorted((a, b) => linesOf(b) - linesOf(a))[0];
  if (longest === undefined) return 'no files';
  return `${files.length} files, median ${medianLines(files)} lines, longest ${longest.path} (${linesOf(longest)})`;
}
