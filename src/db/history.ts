/** Reads what the journal knows of the history that a client has seen. */
import { type History, noHead } from '../core/history.ts';
import type { SyncHead } from '../protocol/sync-head.ts';
import type { SyncTable } from '../table/sync-table.ts';
import type { Row, Statement } from './db.ts';
import { journalFloor, tombstoneFloor } from './floor.ts';
import type { Query } from './query.ts';

/**
 * The last write that was made, in any table. Operations that wrote nothing have rows in the journal, too, but nobody
 * has seen anything of them, and they are removed long before the rest; there are seldom more than a few at the end.
 */
const headOf = (column: string): string =>
  `(SELECT ${column} FROM sync_journal WHERE seq > 0 AND status IN (200, 201) ORDER BY seq DESC LIMIT 1)`;

/** The head as `x-sync-head` prints it, for a column of another statement; null if nothing was ever written. */
export const printedHead = headOf("seq || '.' || version");

const historyOfTable = (table: SyncTable): string => `SELECT ${headOf('seq')} AS seq, ${headOf('version')} AS version,
  max(${journalFloor}, ${tombstoneFloor(table)}) AS floor, ${journalFloor} AS journalFloor,
  coalesce((SELECT epoch FROM sync_epoch), '') AS epoch,
  (SELECT max(w.value ->> 0) FROM json_each(?1) w WHERE NOT EXISTS (SELECT 1 FROM sync_journal j
    WHERE j.seq = w.value ->> 0 AND j.version = w.value ->> 1)) AS unknownSeq`;

/** The statement that gives one row for `historyOf`. Whoever has seen nothing has nothing that could be unknown. */
export function historyStatement(table: SyncTable, seen: readonly SyncHead[]): Statement {
  const heads = seen.filter(({ seq }) => seq > 0).map(({ seq, version }) => [seq, version]);
  return { sql: historyOfTable(table), params: [JSON.stringify(heads)] };
}

function historyOf(row: Row | undefined): History {
  if (row === undefined) throw new Error('The journal told nothing of its history.');
  return {
    head: row.seq === null ? noHead : { seq: Number(row.seq), version: String(row.version) },
    floor: Number(row.floor),
    journalFloor: Number(row.journalFloor),
    epoch: String(row.epoch),
    unknownSeq: row.unknownSeq === null ? undefined : Number(row.unknownSeq),
  };
}

/** An answer, and the history that it is part of. */
type Dated<T> = { readonly found: T; readonly history: History };

/** The query with the history in which it is answered: one more statement in the same call. */
export function withHistory<T>(query: Query<T>, table: SyncTable, seen: readonly SyncHead[]): Query<Dated<T>> {
  return {
    statements: [...query.statements, historyStatement(table, seen)],
    answer: (results) => ({ found: query.answer(results.slice(0, -1)), history: historyOf(results.at(-1)?.[0]) }),
  };
}
