/** One record. */
import type { OperationKey } from '../core/operation.ts';
import type { Principal } from '../core/principal.ts';
import { scopeOf } from '../core/scope.ts';
import type { SyncTable } from '../table/sync-table.ts';
import type { Db, Row, Statement } from './db.ts';
import { notExpired } from './expiry.ts';
import { quoted } from './identifier.ts';
import { type Query, runQuery } from './query.ts';
import { attemptTwice } from './retry.ts';

/** The record with the id, deleted or not, among those that the principal can have; undefined if there is none. */
export function recordQuery(table: SyncTable, principal: Principal | undefined, id: string): Query<Row | undefined> {
  return { statements: [recordStatement(table, principal, id)], answer: ([rows]) => rows?.[0] };
}

/** Reads that record. */
export function readRecord(
  db: Db,
  table: SyncTable,
  principal: Principal | undefined,
  id: string,
): Promise<Row | undefined> {
  return runQuery(db, recordQuery(table, principal, id));
}

function recordStatement(table: SyncTable, principal: Principal | undefined, id: string): Statement {
  const name = quoted(table.name);
  const sql = `SELECT * FROM ${name} WHERE owner = ?1 AND id = ?2${notExpired(table, name)}`;
  return { sql, params: [scopeOf(table, principal), id] };
}

/** What stands before an operation: whether its key was decided already, and the record that it names. */
export type Before = { readonly decided: boolean; readonly record: Row | undefined };

const keyStatement = 'SELECT 1 FROM sync_journal WHERE principal = ?1 AND client = ?2 AND n = ?3';

/**
 * Both from one state of the database. An operation without a key is never decided, one without an id has no record.
 */
export async function readBefore(
  db: Db,
  table: SyncTable,
  principal: Principal | undefined,
  { id, key }: { readonly id: string | undefined; readonly key?: OperationKey },
): Promise<Before> {
  const decided = key && { sql: keyStatement, params: [principal?.id ?? '', key.client, key.n] };
  const record = id === undefined ? undefined : recordStatement(table, principal, id);
  const wanted = [decided, record].flatMap((statement) => statement ?? []);
  if (wanted.length === 0) return { decided: false, record: undefined };
  const results = await attemptTwice(() => db.read(wanted));
  return {
    decided: decided !== undefined && results[0]?.length === 1,
    record: record && results.at(-1)?.[0],
  };
}
