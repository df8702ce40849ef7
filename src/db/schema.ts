/** The drizzle tables: one for each declared table, and those that the server keeps for itself. */
import { sql } from 'drizzle-orm';
import { customType, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { columnSchema, type StoredValue } from '../table/body-schema.ts';
import type { Column } from '../table/column.ts';
import type { SyncTable } from '../table/sync-table.ts';
import { isPassing, isTombstone } from './floor.ts';
import { sqlLiteral, sqlTypes } from './literal.ts';

/**
 * Every decided write, in commit order. `seq` is the one clock of the database: the `updatedAt` of the record that the
 * write stamped, in milliseconds. The row is also what a repeated operation key is answered from.
 */
const syncJournal = sqliteTable(
  'sync_journal',
  {
    seq: integer().primaryKey(),
    tbl: text().notNull(),
    /** The owner whose records the write named; empty in a shared table. */
    scope: text().notNull(),
    pk: text().notNull(),
    kind: text().notNull(),
    status: integer().notNull(),
    version: text().notNull(),
    /**
     * Who asked; empty for nobody. With client and n it is the operation's key. Null in writes of other SQL clients.
     */
    principal: text(),
    client: text(),
    n: integer(),
    hash: text(),
    grp: text(),
    /**
     * Not null where a record may have left what somebody sees: it was moved to another owner (`kind` is `exit`),
     * removed for good, or one of its table's `viewColumns` changed. A JSON object of what those columns held before.
     */
    prior: text(),
  },
  (journal) => [
    uniqueIndex('sync_journal_key').on(journal.principal, journal.client, journal.n).where(sql`client is not null`),
    index('sync_journal_passing').on(journal.seq).where(sql.raw(isPassing())),
    index('sync_journal_exit').on(journal.tbl, journal.scope, journal.seq).where(sql`prior is not null`),
  ],
);

/**
 * What the database no longer knows: everything up to `seq` that the journal said (the row of table `''`), and every
 * tombstone of a table up to `seq` (a row for each table whose tombstones expire). A reader who has seen a table up to
 * stamp s can be told what came after only if neither row has a `seq` of s or more: see `checkHistory` in core. A floor
 * is raised in the transaction that removes what is below it, and never lowered.
 */
const syncFloor = sqliteTable('sync_floor', { tbl: text().primaryKey(), seq: integer().notNull() });

/**
 * Which history this database is in: at most one row, with a random text that `npm run touch-all` replaces after the
 * database was restored from a backup. What was read under another epoch may have been undone.
 */
const syncEpoch = sqliteTable('sync_epoch', { id: integer().primaryKey(), epoch: text().notNull() });

/** Up to which operation number of a client the journal has been collected: those are never decided again. */
const syncClient = sqliteTable(
  'sync_client',
  { principal: text().notNull(), client: text().notNull(), floor: integer().notNull().default(0) },
  (client) => [primaryKey({ columns: [client.principal, client.client] })],
);

const storedColumn = customType<{ data: StoredValue; config: { type: string }; configRequired: true }>({
  dataType: ({ type }) => type,
});

/** Only columns with a default are NOT NULL: a required column could not be added to a table that has records. */
function declaredColumn(column: Column) {
  const builder = storedColumn({ type: sqlTypes[column.kind] });
  if (column.default == null) return builder;
  return builder.notNull().default(sql.raw(sqlLiteral(column.kind, columnSchema(column).parse(column.default))));
}

/**
 * The SQL of a declared table: key (owner, id), with the owner empty in a shared table; times in whole milliseconds;
 * a unique index on owner and `updatedAt`, which is what a pull reads. That no two records of different owners share a
 * stamp either is the journal's doing: its key is the stamp, and a guard asks for the record's own row in it.
 */
export function drizzleTable(table: SyncTable) {
  const declared = Object.entries(table.columns).map(([name, column]) => [name, declaredColumn(column)] as const);
  const expires = table.tombstonesExpireAfterMs !== undefined;
  const columns = {
    owner: text().notNull().default(''),
    id: (table.idKind === 'integer' ? integer() : text()).notNull(),
    version: text().notNull().default(sql`(lower(hex(randomblob(8))))`),
    prevVersion: text(),
    createdAt: integer().notNull().default(0),
    updatedAt: integer().notNull().default(0),
    deleted: integer().notNull().default(0),
  };
  return sqliteTable(table.name, { ...columns, ...Object.fromEntries(declared) }, ({ owner, id, updatedAt }) => [
    primaryKey({ columns: [owner, id] }),
    uniqueIndex(`${table.name}_updatedAt`).on(owner, updatedAt),
    ...(expires ? [index(`${table.name}_tombstones`).on(updatedAt).where(sql.raw(isTombstone))] : []),
  ]);
}

/** Everything that migrations are made from, by SQL name. */
export function drizzleSchema(tables: readonly SyncTable[]) {
  const declared = tables.map((table) => [table.name, drizzleTable(table)] as const);
  const own = { sync_journal: syncJournal, sync_client: syncClient, sync_floor: syncFloor, sync_epoch: syncEpoch };
  return { ...own, ...Object.fromEntries(declared) };
}
