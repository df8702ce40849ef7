/**
 * Every commit of the database, and what must hold of each: one clock, one effect a key, no write over what was not
 * seen.
 */
import type { Row } from '../db/db.ts';
import { quoted } from '../db/identifier.ts';
import type { SyncTable } from '../table/sync-table.ts';
import { markedColumn, marksIn } from './columns.ts';
import type { SimulatedDatabase } from './database.ts';
import type { EditLedger } from './edit-ledger.ts';
import type { Served } from './service.ts';
import type { Trace } from './trace.ts';

/** A record as the database has it; its key is unique over all tables. */
export type Stored = {
  readonly key: string;
  readonly table: string;
  readonly owner: string;
  readonly id: string;
  readonly row: Row;
};

/** A table of which the journal says that a commit has written nothing there is looked at now and then all the same. */
const lookEvery = 8;

type Change = Stored & { readonly before: Row | undefined };

const effects = new Set<unknown>([200, 201]);
/** Kinds of writes that must name the version that they write over. */
const versioned = new Set<unknown>(['update', 'replace', 'delete']);

export class ServerHistory {
  /** The records of each table, by key. */
  readonly #records = new Map<string, ReadonlyMap<string, Stored>>();
  readonly #tables: readonly SyncTable[];
  readonly #trace: Trace;
  readonly #ledger: EditLedger;
  readonly #keys = new Set<string>();
  /** Of all that the journal ever had. */
  readonly #versions = new Set<string>();
  #undone: ReadonlySet<string> = new Set();
  #restoredAtMs = Number.NEGATIVE_INFINITY;
  #head = 0;
  #commits = 0;

  constructor(tables: readonly SyncTable[], trace: Trace, ledger: EditLedger) {
    this.#tables = tables;
    this.#trace = trace;
    this.#ledger = ledger;
  }

  /** The records of a table, removed ones too, by key. */
  of(table: string): ReadonlyMap<string, Stored> {
    return this.#records.get(table) ?? new Map();
  }

  /** Looks at the database right after a commit. */
  onCommit(database: SimulatedDatabase, by: Served | string): void {
    const sql = 'SELECT * FROM sync_journal WHERE seq > ?1 ORDER BY seq';
    const journal = database.query({ sql, params: [this.#head] });
    const written = new Set(journal.filter(({ status }) => effects.has(status)).map(({ tbl }) => tbl));
    const looksAtAll = this.#commits % lookEvery === 0;
    this.#commits += 1;
    const changes = this.#tables.flatMap(({ name }) =>
      looksAtAll || written.has(name) ? this.#changesTo(name, this.#read(database, name)) : [],
    );
    for (const entry of journal) this.#checkEntry(entry);
    for (const change of changes) this.#checkChange(change, journal, by, database);
    this.#checkEffects(journal);
    this.#trace.count('commits');
    this.#trace.count('records written', changes.length);
    if (changes.length > 0)
      this.#trace.note(`commit by ${nameOf(by)}: ${changes.map((change) => this.#describe(change)).join(', ')}`);
  }

  /**
   * Looks at the database that was restored: what it has no more was undone; what a restore before had undone may be
   * back.
   */
  reset(database: SimulatedDatabase, atMs: number): void {
    this.#restoredAtMs = atMs;
    for (const { name } of this.#tables) this.#records.set(name, this.#read(database, name));
    const journal = database.query({ sql: 'SELECT * FROM sync_journal', params: [] });
    const kept = new Set(journal.map(({ version }) => String(version)));
    this.#undone = new Set([...this.#versions].filter((version) => !kept.has(version)));
    this.#keys.clear();
    this.#head = 0;
    for (const entry of journal) this.#checkEntry(entry);
    this.#ledger.restore(kept);
  }

  /** The last stamp that was given. */
  get head(): number {
    return this.#head;
  }

  get isRestored(): boolean {
    return this.#undone.size > 0;
  }

  /** Whether the version was one of a history that a restore has ended. */
  isUndone(version: string): boolean {
    return this.#undone.has(version);
  }

  #read(database: SimulatedDatabase, table: string): Map<string, Stored> {
    const rows = database.query({ sql: `SELECT * FROM ${quoted(table)}`, params: [] });
    return new Map(
      rows.map((row) => {
        const [owner, id] = [String(row.owner), String(row.id)];
        const key = `${table} ${owner} ${id}`;
        return [key, { key, table, owner, id, row }];
      }),
    );
  }

  /** Takes the records of a table as they are now. @returns those that have another version than before */
  #changesTo(table: string, records: ReadonlyMap<string, Stored>): Change[] {
    const known = this.of(table);
    this.#records.set(table, records);
    return [...records.values()].flatMap((stored) => {
      const before = known.get(stored.key)?.row;
      if (before === undefined || before.version !== stored.row.version) return [{ ...stored, before }];
      if (!isSame(stored.row, before)) this.#trace.violate('I8', `${stored.key} has changed under one version`);
      return [];
    });
  }

  #checkEntry({ seq, version, principal, client, n }: Row): void {
    this.#head = Math.max(this.#head, Number(seq));
    this.#versions.add(String(version));
    if (typeof client !== 'string' || client.startsWith('req:')) return;
    const key = JSON.stringify([principal, client, n]);
    if (this.#keys.has(key)) this.#trace.violate('I2', `the key ${key} was decided twice, now as ${seq}`);
    this.#keys.add(key);
  }

  #checkChange(change: Change, journal: readonly Row[], by: Served | string, database: SimulatedDatabase): void {
    const { key, table, owner, id, row, before } = change;
    const entry = journal.findLast(
      (each) => each.tbl === table && each.scope === owner && each.pk === id && effects.has(each.status),
    );
    const stamped = entry !== undefined && entry.version === row.version;
    if (!stamped || entry.seq !== row.updatedAt) {
      this.#trace.violate('I8', `${key} was written as ${row.updatedAt}, which the journal does not have as its head`);
    }
    if (before !== undefined && Number(before.updatedAt) >= Number(row.updatedAt)) {
      this.#trace.violate('I8', `the stamp of ${key} went from ${before.updatedAt} to ${row.updatedAt}`);
    }
    if (typeof by !== 'string' && before?.deleted === 0 && versioned.has(entry?.kind))
      this.#checkVersion(by, key, before, database);
    this.#checkMarks(table, row, before, by);
  }

  #checkVersion({ request, named, followed }: Served, key: string, before: Row, database: SimulatedDatabase): void {
    if (named.some((version) => version.includes(String(before.version)))) return;
    const sql = `SELECT 1 FROM sync_journal WHERE version = ?1 AND client || ':' || n IN (SELECT value FROM json_each(?2))`;
    if (database.query({ sql, params: [String(before.version), JSON.stringify(followed)] }).length > 0) return;
    const told = named.join() || 'none';
    this.#trace.violate('I3', `${request.method} has written over ${before.version} of ${key}, and named ${told}`);
  }

  #checkMarks(table: string, row: Row, before: Row | undefined, by: Served | string): void {
    const how = nameOf(by);
    const isLate = typeof by !== 'string' && by.sentAtMs < this.#restoredAtMs;
    const sender = typeof by === 'string' ? by : by.sender;
    const column = this.#markedColumn(table);
    const known = new Set(marksIn(before?.[column]));
    const over = before?.deleted === 0 ? before[column] : undefined;
    for (const mark of marksIn(row[column]))
      if (!known.has(mark)) this.#ledger.apply(mark, { over, version: String(row.version), how, sender, isLate });
  }

  /** What was decided as done is done, by the same commit. */
  #checkEffects(journal: readonly Row[]): void {
    const last = new Map(journal.filter(({ status }) => effects.has(status)).map((row) => [keyOf(row), row] as const));
    for (const [key, { tbl, version }] of last) {
      const stored = this.of(String(tbl)).get(key);
      if (stored !== undefined && stored.row.version === version) continue;
      this.#trace.violate('I8', `${key} was decided as written, but was not`);
    }
  }

  #describe({ key, table, row }: Change): string {
    return `${key} "${row[this.#markedColumn(table)]}"${row.deleted === 1 ? ' (removed)' : ''} as of ${row.updatedAt}`;
  }

  #markedColumn(table: string): string {
    const declared = this.#tables.find(({ name }) => name === table);
    return declared === undefined ? '' : markedColumn(declared);
  }
}

const isSame = (left: Row, right: Row): boolean => Object.keys(left).every((column) => left[column] === right[column]);

const keyOf = ({ tbl, scope, pk }: Row): string => `${tbl} ${scope} ${pk}`;
function nameOf(by: Served | string): string {
  if (typeof by === 'string') return by;
  return `request ${by.number}${by.named.length === 0 ? '' : ` with If-Match ${by.named.join()}`}`;
}
