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
  ['src/testing/virtual-globals.ts', 'puts virtual ones in their place'],
  ['client/environment.ts', 'defines the real environment, which client/client.ts passes on'],
]);

/** Files that wait by timers, which a simulation replaces; everything else is woken by what it waits for. */
const timed = new Map([
  ['src/code/webhook.ts', 'gives up a call'],
  ['src/auth/ask.ts', 'gives up a call'],
  ['src/testing/virtual-globals.ts', 'makes virtual ones'],
  ['src/testing/timeline.ts', 'waits for everything that needs no clock'],
  ['client/auto-sync.ts', 'syncs now and then'],
  ['client/store/record-log.ts', 'writes answers together'],
  ['client/tab-channel.ts', 'tells other tabs of many edits at once'],
  ['client/transport/transport.ts', 'gives up a request'],
  ['client/login/popup.ts', 'looks whether a window is closed'],
  ['client/store/indexeddb-database.ts', 'gives up opening'],
  ['client/store/sqlite/database.ts', 'waits for another process'],
]);

/** Files with a use of `crypto` that gives the same answer to the same question. */
const hashing = new Set(['src/db/write/hash.ts', 'src/auth/user-id.ts']);

const assertion = /\bas\s+(?!const\b)[\w{[('"]/g;
const renaming = /^(?:import|export)\s[^;]*;/gm;
const clock = /\b(?:Date\.now|Math\.random|randomUUID|performance\.now|crypto)\b|\bnew Date\(\)/;
const timer = /\b(?:setTimeout|setInterval|setImmediate|AbortSignal\.timeout|queueMicrotask)\b/;
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

function timerFaults(file: SourceFile): string[] {
  const word = timed.has(file.path) ? undefined : timer.exec(codeOf(file))?.[0];
  return word === undefined ? [] : [`${file.path} uses ${word}; only files that are known to wait may.`];
}

/** A sentence for each word of a file, or in its name, that is out of place. */
export function wordFaults(file: SourceFile): string[] {
  const { path, text } = file;
  const faults = [...assertionFaults(file), ...clockFaults(file), ...timerFaults(file)];
  if (vague.test(path)) faults.push(`${path} has a name that says nothing; name it for its concept.`);
  const mayBuildSql = ['src/db/', 'src/testing/', 'client/'].some((folder) => path.startsWith(folder));
  if (!mayBuildSql && sql.test(text)) {
    faults.push(`${path} builds SQL; only src/db does.`);
  }
  return faults;
}
