/**
 * The statements of the write path, each over a whole list of operations of one client in one JSON parameter.
 *
 *   decide   one journal row per operation, with its status, by the record as it stands
 *   admit    the same for inserts that have keys and ask for nothing: most of what devices send, for less
 *   insert   the new records that this attempt decided to write
 *   change   the others
 *   explain  what was decided, the record as it stands now, and which of the list it is about; of the new records of this
 *            attempt only the first, since the others are what was sent, and their stamps follow its stamp
 *
 * Parameters: ?1 the list, of what the statement needs (entry.ts), ?2 the scope, ?3 the principal, ?4 the client; in
 * `decide` and `admit` ?5, which no stamp may pass, and in `explain` the version of the first. The list is always the outermost loop, and journal and record
 * are found by key: `CROSS JOIN` keeps SQLite's planner from turning that around, which would make the cost quadratic.
 */
import { alreadyWritten } from '../../core/outcome.ts';
import type { SyncTable } from '../../table/sync-table.ts';
import { isExpired, notExpired } from '../expiry.ts';
import { printedHead } from '../history.ts';
import { quoted } from '../identifier.ts';
import { changesFixed, hasSentValues, listedValues, mergedColumns } from './columns.ts';
import { beforeValues } from './entry.ts';

type WriteStatements = {
  readonly decide: string;
  readonly admit: string;
  readonly insert: string;
  readonly change: string;
  readonly explain: string;
};

// The limit keeps the subquery from being flattened, so that the JSON of an operation is made once, not at each use.
const operations = '(SELECT key AS at, value AS entry FROM json_each(?1) LIMIT -1) o';
const journalOf = (alias: string, n = "o.entry->>'n'"): string =>
  `${alias}.principal = ?3 AND ${alias}.client = ?4 AND ${alias}.n = ${n}`;
const recordOf = (alias: string): string => `${alias}.owner = ?2 AND ${alias}.id = o.entry->>'id'`;

const lists = (member: string, version: string): string => `instr(o.entry->>'${member}', ',' || ${version} || ',') > 0`;
const sent = (member: string): string => `o.entry->>'${member}' IS NOT NULL`;
const differs = (member: string): string => `(${sent(member)} AND o.entry->>'${member}' <> t.${member})`;

/** Whether a client without keys has made this very write before, and nobody has written since. */
function isRepeated(table: SyncTable): string {
  const inserted = "(o.entry->>'expects' = 'absent' AND t.prevVersion IS NULL)";
  const changed = `(${lists('ifMatch', 't.prevVersion')} AND NOT ${lists('ifMatch', 't.version')})`;
  return `o.entry->>'legacy' = 1 AND t.deleted = o.entry->>'deleted' AND (${inserted} OR ${changed})
    AND ${hasSentValues(table, 't')}`;
}

/** The id of the entry, or the next number of the scope, for each entry of a wave its own. */
const nextId = (name: string): string =>
  `coalesce(o.entry->>'id', (SELECT coalesce(max(id), 0) + 1 FROM ${quoted(name)} WHERE owner = ?2) + (o.entry->>'nth'))`;

const journal =
  'INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version, principal, client, n, hash, grp)';
const ahead = '(SELECT coalesce(max(seq), 0) + 1 FROM sync_journal)';
const stamp = `max(min((SELECT now FROM sync_clock), CAST(?5 AS INTEGER)), ${ahead}) + o.at`;
const floor = '(SELECT floor FROM sync_client WHERE principal = ?3 AND client = ?4)';

function decideStatement(table: SyncTable): string {
  const { name } = table;
  return `${journal}
SELECT ${stamp}, '${name}', ?2, ${table.idKind === 'integer' ? nextId(name) : "o.entry->>'id'"}, o.entry->>'kind', CASE
  WHEN ${floor} >= o.entry->>'n' THEN 460
  WHEN t.id IS NULL THEN iif(o.entry->>'expects' = 'absent', 201, 404)${expired(table)}
  WHEN ${isRepeated(table)} THEN ${alreadyWritten}
  WHEN o.entry->>'expects' = 'absent' THEN 409
  WHEN t.deleted = 1 AND o.entry->>'expects' = 'live' THEN 410
  WHEN ${sent('ifMatch')} AND NOT ${lists('ifMatch', 't.version')} THEN 412
  WHEN NOT ${sent('ifMatch')} AND t.updatedAt / 1000 > o.entry->>'unmodifiedSince' THEN 412
  WHEN o.entry->>'ifNoneMatch' = '*' OR ${lists('ifNoneMatch', 't.version')} THEN 412
  WHEN NOT ${sent('ifNoneMatch')} AND t.updatedAt / 1000 <= o.entry->>'modifiedSince' THEN 412
  WHEN ${sent('after')} AND t.version IS NOT (SELECT a.version FROM sync_journal a
    WHERE ${journalOf('a', "o.entry->>'after'")} AND a.status IN (200, 201)) THEN 412
  WHEN ${differs('version')} OR ${differs('createdAt')} OR ${differs('updatedAt')} THEN 400${fixed(table)}
  ELSE 200 END,
  o.entry->>'attempt', ?3, ?4, o.entry->>'n', o.entry->>'hash', o.entry->>'group'
FROM ${operations}
LEFT JOIN ${quoted(name)} t ON ${recordOf('t')}
WHERE NOT EXISTS (SELECT 1 FROM sync_journal j WHERE ${journalOf('j')})
  AND (o.entry->>'readVersion' = coalesce(${versionSeen(table)}, '')) IS NOT 0`;
}

/** An expired record is in the way too: its row is still there. */
const admitStatement = ({ name }: SyncTable): string => `${journal}
SELECT ${stamp}, '${name}', ?2, o.entry->>2, 'insert',
  CASE WHEN ${floor} >= o.entry->>0 THEN 460 WHEN t.id IS NULL THEN 201 ELSE 409 END,
  o.entry->>1, ?3, ?4, o.entry->>0, o.entry->>3, o.entry->>4
FROM ${operations}
LEFT JOIN ${quoted(name)} t ON t.owner = ?2 AND t.id = o.entry->>2
WHERE NOT EXISTS (SELECT 1 FROM sync_journal j WHERE ${journalOf('j', 'o.entry->>0')})`;

// The id of an expired record is still taken, since the row is still there.
const expired = (table: SyncTable): string =>
  table.expireAfterMs === undefined
    ? ''
    : `\n  WHEN ${isExpired(table, 't')} THEN iif(o.entry->>'expects' = 'absent', 409, 404)`;

function fixed(table: SyncTable): string {
  const changes = changesFixed(table, 't');
  return changes === undefined ? '' : `\n  WHEN ${changes} THEN 400`;
}

const versionSeen = (table: SyncTable): string =>
  table.expireAfterMs === undefined ? 't.version' : `iif(${isExpired(table, 't')}, NULL, t.version)`;

const systemNames = ['version', 'prevVersion', 'createdAt', 'updatedAt', 'deleted'];

/** Of new records it is decided that they are not there: nothing of what the table has is looked at. */
function insertStatement(table: SyncTable): string {
  const names = ['owner', 'id', ...systemNames, ...Object.keys(table.columns).map(quoted)];
  const values = listedValues(table, beforeValues).map((value) => `, ${value}`);
  return `INSERT INTO ${quoted(table.name)} (${names.join(', ')})
SELECT j.scope, j.pk, j.version, NULL, j.seq, j.seq, 0${values.join('')}
FROM ${operations} CROSS JOIN sync_journal j
WHERE ${journalOf('j', 'o.entry->>0')} AND j.version = o.entry->>1 AND j.status = 201`;
}

function changeStatement(table: SyncTable): string {
  const columns = Object.keys(table.columns).map(quoted);
  const updates = [...columns, 'version', 'prevVersion', 'updatedAt', 'deleted'];
  const names = ['owner', 'id', ...columns, ...systemNames];
  return `INSERT INTO ${quoted(table.name)} (${names.join(', ')})
SELECT j.scope, j.pk, ${mergedColumns(table, 't')
    .map((column) => `${column}, `)
    .join('')}j.version, t.version,
  coalesce(t.createdAt, j.seq), j.seq, o.entry->>'deleted'
FROM ${operations}
CROSS JOIN sync_journal j LEFT JOIN ${quoted(table.name)} t ON t.owner = j.scope AND t.id = j.pk
WHERE ${journalOf('j')} AND j.version = o.entry->>'attempt' AND j.status IN (200, 201)
ON CONFLICT (owner, id) DO UPDATE SET ${updates.map((name) => `${name} = excluded.${name}`).join(', ')}`;
}

/** The stamp of the first of the list, if this attempt decided it; the others that it decided have the next ones. */
const firstStamp = `(SELECT f.seq FROM sync_journal f WHERE ${journalOf('f', "?1->>'$[0]'")} AND f.version = ?5)`;

/**
 * What tells whether it was this operation comes back where the record does not say it. The list has the number of an
 * operation as a number where its new record is what was sent, and as text where it is to be read. One whose stamp is
 * not in its place was decided before: no row of the journal that others made has a stamp behind the first.
 */
function explainStatement(table: SyncTable): string {
  const { name } = table;
  return `SELECT o.key AS _at, iif(o.key = 0, ${printedHead}, NULL) AS _head, j.seq AS _seq, j.status AS _status,
  j.hash AS _hash, nullif(j.version, t.version) AS _version, iif(t.id IS NULL, j.pk, NULL) AS _pk,
  nullif(j.tbl, '${name}') AS _table, t.*
FROM json_each(?1) o
LEFT JOIN sync_journal j ON ${journalOf('j', 'CAST(o.value AS INTEGER)')}
LEFT JOIN ${quoted(name)} t ON t.owner = ?2 AND t.id = j.pk${notExpired(table, 't')}
WHERE o.key = 0 OR (o.type = 'integer' AND j.status = 201 AND j.seq = ${firstStamp} + o.key) IS NOT 1`;
}

/**
 * Marks every operation of a group as failed (424) when one of them was refused. ?1 lists all members of all groups.
 */
export const failGroups = `WITH decided AS MATERIALIZED (
  SELECT j.seq, o.entry->>'group' AS grp, j.version = o.entry->>'attempt' AS fresh,
    j.status IN (200, 201, ${alreadyWritten}) AND j.hash IS o.entry->>'hash' AS fine
  FROM ${operations} CROSS JOIN sync_journal j
  WHERE j.principal = ?3 AND j.client = o.entry->>'client' AND j.n = o.entry->>'n')
UPDATE sync_journal SET status = 424 WHERE seq IN (
  SELECT seq FROM decided WHERE fresh AND fine AND grp IN (SELECT grp FROM decided WHERE NOT fine))`;

/** Removes the records that this attempt marked as deleted, in a table without soft delete. */
export const dropStatement = ({ name }: SyncTable): string => `DELETE FROM ${quoted(name)} WHERE rowid IN (
  SELECT t.rowid FROM ${operations} CROSS JOIN ${quoted(name)} t
  WHERE ${recordOf('t')} AND t.version = o.entry->>'attempt' AND t.deleted = 1)`;

const made = new WeakMap<SyncTable, WriteStatements>();

/** The statements for a table; their text is made once. */
export function writeStatements(table: SyncTable): WriteStatements {
  const known = made.get(table);
  if (known !== undefined) return known;
  const statements = {
    decide: decideStatement(table),
    admit: admitStatement(table),
    insert: insertStatement(table),
    change: changeStatement(table),
    explain: explainStatement(table),
  };
  made.set(table, statements);
  return statements;
}
