/** Words that have their place, or none. */
import { codeOf, type SourceFile } from './source.ts';

const vague = /(?:^|[/-])(?:utils?|helpers?|managers?|impl|common|misc)(?=[-./]|$)/;

/** A driver's edge: where one assertion may meet a type that its package declares too widely. */
const driverEdges = new Set(['src/db/d1.ts', 'src/db/libsql.ts']);

/** Where the clock and the random source come from, and why; everything else is given them. */
const sources = new Map([
  ['src/index.ts', 'the composition root'],
  ['src/app.ts', 'the composition root'],
  ['src/core/environment.ts', 'defines the real environment, which src/app.ts passes on'],
  ['client/environment.ts', 'defines the real environment, which client/client.ts passes on'],
]);

/** Files with a use of `crypto` that gives the same answer to the same question. */
const hashing = new Set(['src/db/write/hash.ts']);

const assertion = /\bas\s+(?!const\b)[\w{[('"]/g;
const renaming = /^(?:import|export)\s[^;]*;/gm;
const clock = /\b(?:Date\.now|Math\.random|randomUUID|performance\.now|crypto)\b|\bnew Date\(\)/;
const sql =
  /(?<=['"`])\s*(?:SELECT\s|INSERT (?:OR \w+ )?INTO\s|UPDATE \S+ SET\s|DELETE FROM\s|(?:CREATE|DROP|ALTER) (?:TABLE|INDEX|VIEW|TRIGGER)\s|PRAGMA\s|WITH \w+ AS\s)/;

function assertionFaults(file: SourceFile): string[] {
  const count = [...codeOf(file).replace(renaming, '').matchAll(assertion)].length;
  const most = driverEdges.has(file.path) ? 1 : 0;
  return count > most ? [`${file.path} says "as" ${count} times; narrow the type instead.`] : [];
}

function clockFaults(file: SourceFile): string[] {
  if (sources.has(file.path)) return [];
  const word = clock.exec(codeOf(file))?.[0];
  if (word === undefined || (word === 'crypto' && hashing.has(file.path))) return [];
  return [`${file.path} uses ${word}; the clock and the random source are parameters.`];
}

/** A sentence for each word of a file, or in its name, that is out of place. */
export function wordFaults(file: SourceFile): string[] {
  const { path, text } = file;
  const faults = [...assertionFaults(file), ...clockFaults(file)];
  if (vague.test(path)) faults.push(`${path} has a name that says nothing; name it for its concept.`);
  if (!path.startsWith('src/db/') && !path.startsWith('client/') && sql.test(text)) {
    faults.push(`${path} builds SQL; only src/db does.`);
  }
  return faults;
}
