/**
 * The guards of the clock, as SQL: no stamp that the journal did not give, no clock that goes back, no record,
 * tombstone or decision that vanishes without a trace; and stamps for the writes of any other SQL client. Migrations
 * carry them.
 */
import type { SyncTable } from '../table/sync-table.ts';
import { changesView, oldValues } from './exits.ts';
import { isPassing, journalFloor, tombstoneFloor } from './floor.ts';
import { quoted } from './identifier.ts';

/** A view or trigger of the schema: its name, and the statements that make it anew. */
export type SchemaObject = { readonly name: string; readonly kind: 'view' | 'trigger'; readonly create: string };

const head = '(SELECT coalesce(max(seq), 0) FROM sync_journal)';
const next = `max((SELECT now FROM sync_clock), ${head} + 1)`;
const randomVersion = 'lower(hex(randomblob(8)))';

/** "Now" of the database in whole milliseconds. All SQL asks this view, so that a simulation can replace it. */
const clock: SchemaObject = {
  name: 'sync_clock',
  kind: 'view',
  create: "CREATE VIEW sync_clock AS SELECT CAST(round(unixepoch('subsec') * 1000) AS INTEGER) AS now",
};

const trigger = (name: string, when: string, body: readonly string[]): SchemaObject => ({
  name,
  kind: 'trigger',
  create: `CREATE TRIGGER "${name}" ${when} BEGIN ${body.map((statement) => `${statement};`).join(' ')} END`,
});

const refuse = (code: string): string[] => [`SELECT RAISE(ABORT, '${code}')`];

const isKept = `OLD.seq > ${journalFloor} AND NOT (${isPassing('OLD.')})`;
const isDecision =
  'OLD.hash IS NOT NULL AND NOT EXISTS (SELECT 1 FROM sync_client c WHERE c.principal = OLD.principal ' +
  'AND c.client = OLD.client AND c.floor >= OLD.n)';

const journalGuards: readonly SchemaObject[] = [
  trigger('sync_journal_clock', `BEFORE INSERT ON sync_journal WHEN NEW.seq <= ${head}`, refuse('E_CLOCK')),
  trigger('sync_journal_head', `BEFORE DELETE ON sync_journal WHEN OLD.seq = ${head}`, refuse('E_HEAD')),
  trigger('sync_journal_floor', `BEFORE DELETE ON sync_journal WHEN ${isKept} OR (${isDecision})`, refuse('E_FLOOR')),
  trigger('sync_floor_up', 'BEFORE UPDATE ON sync_floor WHEN NEW.seq < OLD.seq', refuse('E_FLOOR')),
  trigger('sync_client_up', 'BEFORE UPDATE ON sync_client WHEN NEW.floor < OLD.floor', refuse('E_FLOOR')),
];

/** What another client's update puts into its journal row; a record that comes from another owner left nothing here. */
const changedPrior = (table: SyncTable): string =>
  table.viewColumns.length === 0
    ? 'NULL'
    : `CASE WHEN OLD.owner = NEW.owner AND ${changesView(table)} THEN ${oldValues(table, 'OLD')} END`;

/** The exit of a record that another SQL client gives to another owner. */
const movedAway = (name: string, prior: string): string =>
  'INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version, prior) ' +
  `SELECT ${next}, '${name}', OLD.owner, OLD.id, 'exit', 200, ${randomVersion}, ${prior} WHERE OLD.owner <> NEW.owner`;

/** Mark, in the journal row of a write, that a record may have left somebody's sight; most tables need none of them. */
function exitMarks(table: SyncTable): readonly SchemaObject[] {
  const { name, softDelete, viewColumns } = table;
  const mark = (seq: string): string[] => [
    `UPDATE sync_journal SET prior = ${oldValues(table, 'OLD')} WHERE seq = ${seq}`,
  ];
  const removal = trigger(`${name}_removal`, `AFTER DELETE ON "${name}"`, mark('OLD.updatedAt'));
  const change = trigger(
    `${name}_view_change`,
    `AFTER UPDATE OF ${viewColumns.map(quoted).join(', ')} ON "${name}" ` +
      `WHEN NEW.updatedAt <> OLD.updatedAt AND OLD.updatedAt <> 0 AND ${changesView(table)}`,
    mark('NEW.updatedAt'),
  );
  // SQLite runs no trigger for the row that a REPLACE takes away, so that row is looked at before.
  const replacement = trigger(`${name}_view_replace`, `BEFORE INSERT ON "${name}" WHEN NEW.updatedAt = 0`, [
    'INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version, prior) ' +
      `SELECT ${next}, '${name}', t.owner, t.id, 'exit', 200, ${randomVersion}, ${oldValues(table, 't')} ` +
      `FROM "${name}" t WHERE t.owner = NEW.owner AND t.id = NEW.id`,
  ]);
  return [...(softDelete ? [] : [removal]), ...(viewColumns.length === 0 ? [] : [change, replacement])];
}

/** When a record may not be deleted from its table. */
function isHeld(table: SyncTable, removedNow: string): string {
  if (!table.softDelete) return ` WHEN OLD.deleted = 0 OR NOT EXISTS (${removedNow})`;
  if (table.tombstonesExpireAfterMs === undefined) return '';
  return ` WHEN OLD.deleted = 0 OR OLD.updatedAt > ${tombstoneFloor(table)}`;
}

function tableGuards(table: SyncTable): readonly SchemaObject[] {
  const { name } = table;
  const decided = (row: 'NEW' | 'OLD'): string =>
    `SELECT 1 FROM sync_journal j WHERE j.seq = ${row}.updatedAt AND j.tbl = '${name}' AND j.scope = ${row}.owner ` +
    `AND j.pk = ${row}.id AND j.version = ${row}.version AND j.status IN (200, 201)`;
  const journal = (prior: string): string =>
    'INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version, prior) ' +
    `VALUES (${next}, '${name}', NEW.owner, NEW.id, 'external', 200, ${randomVersion}, ${prior})`;
  const stamp = (more: string): string =>
    `UPDATE "${name}" SET ${more}, version = (SELECT version FROM sync_journal WHERE seq = ${head}), ` +
    `updatedAt = ${head} WHERE owner = NEW.owner AND id = NEW.id`;
  const held = isHeld(table, `${decided('OLD')} AND j.kind = 'delete'`);
  return [
    trigger(
      `${name}_insert_guard`,
      `BEFORE INSERT ON "${name}" WHEN NEW.updatedAt <> 0 AND NOT EXISTS (${decided('NEW')})`,
      refuse('E_SEQ'),
    ),
    trigger(
      `${name}_update_guard`,
      `BEFORE UPDATE ON "${name}" WHEN NEW.id <> OLD.id OR (NEW.updatedAt <> OLD.updatedAt AND OLD.updatedAt <> 0 ` +
        `AND (NEW.updatedAt < OLD.updatedAt OR NOT EXISTS (${decided('NEW')})))`,
      refuse('E_SEQ'),
    ),
    trigger(`${name}_delete_guard`, `BEFORE DELETE ON "${name}"${held}`, refuse('E_HARD_DELETE')),
    trigger(`${name}_insert_stamp`, `AFTER INSERT ON "${name}" WHEN NEW.updatedAt = 0`, [
      journal('NULL'),
      stamp(`createdAt = CASE NEW.createdAt WHEN 0 THEN ${head} ELSE NEW.createdAt END`),
    ]),
    trigger(
      `${name}_update_stamp`,
      `AFTER UPDATE ON "${name}" WHEN NEW.updatedAt = OLD.updatedAt AND OLD.updatedAt <> 0`,
      [movedAway(name, oldValues(table, 'OLD')), journal(changedPrior(table)), stamp('prevVersion = OLD.version')],
    ),
    ...exitMarks(table),
  ];
}

/** The clock and every trigger that a database of these tables must have, in the order in which they can be made. */
export function schemaObjects(tables: readonly SyncTable[]): readonly SchemaObject[] {
  return [clock, ...journalGuards, ...tables.flatMap(tableGuards)];
}
