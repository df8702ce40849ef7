/** What a kill leaves of the last record in a log of Chromium's IndexedDB. */
import { existsSync, readdirSync, readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';

const blockBytes = 32_768;
const headerBytes = 7;
const isLast = (kind: number | undefined): boolean => kind === 1 || kind === 4;

/**
 * Takes a record that was being written when Chromium was killed out of the profile. LevelDB passes over it once, but
 * then goes on writing behind it, so that Chromium finds the log corrupt when it starts the next time, and deletes the
 * database. What was said to be kept is never in such a record.
 */
export function dropTornRecords(profile: string): void {
  const databases = join(profile, 'Default', 'IndexedDB');
  if (!existsSync(databases)) return;
  for (const name of readdirSync(databases, { recursive: true, encoding: 'utf8' })) {
    const log = join(databases, name);
    if (/\.log$|MANIFEST-\d+$/.test(name)) truncateSync(log, wholeBytes(readFileSync(log)));
  }
}

/**
 * Where the last record ends that is there as a whole. A log has blocks, these have fragments of records behind a
 * header (a checksum of 4 bytes, the length in 2, the kind: 1 a whole record, 4 the last of several), and too little
 * room for a header is left empty. https://github.com/google/leveldb/blob/main/doc/log_format.md
 */
export function wholeBytes(log: Buffer): number {
  let whole = 0;
  let at = 0;
  while (at + headerBytes <= log.length) {
    const room = blockBytes - (at % blockBytes);
    const end = at + headerBytes + log.readUInt16LE(at + 4);
    if (room >= headerBytes && end > log.length) break;
    if (room >= headerBytes && isLast(log[at + 6])) whole = end;
    at = room < headerBytes ? at + room : end;
  }
  return whole;
}
