/** No import cycles, not even of types. */
import { importsOf, type SourceFile } from './source.ts';

/** The files of the first cycle that is found, the first of them again at the end; undefined if there is none. */
export function findCycle(files: readonly SourceFile[]): readonly string[] | undefined {
  const targets = new Map(files.map((file) => [file.path, importsOf(file).map(({ target }) => target)]));
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): readonly string[] | undefined => {
    const at = trail.indexOf(path);
    if (at >= 0) return [...trail.slice(at), path];
    if (done.has(path)) return undefined;
    for (const target of targets.get(path) ?? []) {
      const cycle = visit(target, [...trail, path]);
      if (cycle !== undefined) return cycle;
    }
    done.add(path);
    return undefined;
  };
  for (const { path } of files) {
    const cycle = visit(path, []);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}

export function cycleFaults(files: readonly SourceFile[]): string[] {
  const cycle = findCycle(files);
  return cycle === undefined ? [] : [`These files import each other in a circle: ${cycle.join(' > ')}.`];
}
