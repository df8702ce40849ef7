/** Cloudflare D1 as a `Db`: `batch()` is its only transaction. */
import { DatabaseError, type DatabaseFailure, type Db, type Row, type Session, type Statement } from './db.ts';

// D1 has no error codes: its documentation lists these sentences ("Debug D1", list of errors), and no other file reads
// them.
const passing = [
  'D1 DB is overloaded',
  'D1 DB exceeded its',
  'D1 DB reset because',
  'D1 DB storage operation exceeded timeout',
  'Cannot resolve D1 DB due to transient issue',
  'Internal error in D1 DB storage caused object to be reset',
  'Internal error while starting up D1 DB storage',
  'Network connection lost',
  'Replica disconnected',
  'storage caused object to be reset',
  'Too many requests queued',
];
const tooLarge = ['string or blob too big', 'SQLITE_TOOBIG', 'Maximum DB size exceeded'];

function failureOf(error: unknown): DatabaseFailure {
  const text = error instanceof Error ? error.message : String(error);
  if (passing.some((sentence) => text.includes(sentence))) return 'unavailable';
  return tooLarge.some((sentence) => text.includes(sentence)) ? 'too_large' : 'failed';
}

/**
 * The D1 database behind a binding. In a session, which needs D1's read replication to make a difference, reads may be
 * answered by a replica that is as fresh as the bookmark; outside of one, all goes to the primary.
 */
export function openD1(binding: D1Database, opened?: Session): Db {
  const session = opened && binding.withSession(opened.bookmark ?? 'first-primary');
  const target = session ?? binding;
  const run = async (statements: readonly Statement[]): Promise<readonly (readonly Row[])[]> => {
    try {
      const prepared = statements.map(({ sql, params }) => target.prepare(sql).bind(...params));
      const results = await target.batch<Row>(prepared);
      return results.map(({ results: rows }) => rows);
    } catch (error) {
      throw new DatabaseError(failureOf(error), error);
    }
  };
  return { read: run, write: run, ...(session && { bookmark: () => session.getBookmark() ?? undefined }) };
}
