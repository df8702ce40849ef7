/**
 * Two worlds that differ in nothing that ann may see: in what the server keeps to itself, in the records of others, in
 * those out of view, in how many there are, and in the order in which all was written. All that is hidden has the word
 * "canary" in it.
 */
import { createApp } from '../../../src/app.ts';
import { tableCode } from '../../../src/code/table-code.ts';
import { printDeltaToken } from '../../../src/core/delta-token.ts';
import type { Environment } from '../../../src/core/environment.ts';
import { queryMark, scopeMark } from '../../../src/core/tracked-query.ts';
import type { Statement } from '../../../src/db/db.ts';
import { checkFilter } from '../../../src/odata/check-filter.ts';
import { parseFilter } from '../../../src/odata/parse-filter.ts';
import type { SyncTable } from '../../../src/table/sync-table.ts';
import { db } from '../database.ts';
import * as tables from '../tables.ts';
import { authenticate } from '../worker.ts';

export type World = 'a' | 'b';

/** Later than every stamp of both worlds, so that what requests write gets the same stamps in both. */
const now = Date.UTC(2026, 10, 21);

/** Takes away the guards, which would not let a canary in, and stops the clock. */
export async function prepareWorlds(): Promise<void> {
  const [objects = []] = await db.read([
    { sql: "SELECT type, name FROM sqlite_schema WHERE type = 'trigger' OR name = 'sync_clock'", params: [] },
  ]);
  const drops = objects.map(({ type, name }) => `DROP ${type} "${name}"`);
  await db.write([...drops, `CREATE VIEW sync_clock AS SELECT ${now} AS now`].map((sql) => ({ sql, params: [] })));
}

/** The head of the journal, which everybody sees, is the same in both. */
const head = { seq: 12_000, tbl: 'note', scope: '', pk: 'last', kind: 'insert', status: 201, version: 'f0'.repeat(8) };

/** What has left the sight of ann, and of others only: by owner, by view, for good. */
function exits(world: World): Statement[] {
  const more = world === 'a' ? 1 : 4;
  const exit = { kind: 'exit', status: 200, version: 'e0'.repeat(8) };
  const canary = (seq: number, cells: Cells): Statement =>
    row('sync_journal', { ...exit, seq, pk: `canary exit ${seq}`, prior: '{"createdAt":1,"text":"canary"}', ...cells });
  const others = Array.from({ length: more }, (_, at) => [
    canary(10_000 + 2 * at, { tbl: 'diary', scope: 'bob' }),
    canary(10_001 + 2 * at, { tbl: 'kitchen', scope: '' }),
  ]);
  const hers = ['diary', 'kitchen'].map((tbl, at) =>
    row('sync_journal', {
      ...exit,
      seq: 11_000 + at,
      tbl,
      scope: tbl === 'diary' ? 'ann' : '',
      pk: 'gone',
      prior: '{"createdAt":1,"text":"a"}',
    }),
  );
  return [...others.flat(), ...hers, row('sync_journal', head)];
}

type Cells = { readonly [column: string]: string | number | null };

const row = (table: string, cells: Cells): Statement => {
  const columns = Object.keys(cells);
  const marks = columns.map((_, at) => `?${at + 1}`);
  return { sql: `INSERT INTO "${table}" ("${columns.join('", "')}") VALUES (${marks})`, params: Object.values(cells) };
};

const texts = ['b', 'a', null, 'c', 'a', 'B'];

/** What ann sees of a table; `hidden` is what she does not. */
function visible(table: string, owner: string, columns: readonly string[], hidden: (at: number) => Cells): Statement[] {
  return texts.map((text, at) => {
    const stamp = 1_000 * (at + 1);
    const value = (column: string) => (column === 'text' ? text : text === null ? null : at % 3);
    const cells = Object.fromEntries(columns.map((column) => [column, value(column)]));
    const system = { version: `${at}`.repeat(16), createdAt: 500, updatedAt: stamp, deleted: Number(at === 4) };
    return row(table, { owner, id: `r${at}`, ...cells, ...system, ...hidden(at) });
  });
}

function hiddenRows(world: World): Statement[] {
  return Array.from({ length: world === 'a' ? 3 : 8 }, (_, at) => {
    const canary = (what: string) => `canary ${what} ${world}${at}`;
    const record = {
      id: at < 2 ? `r${at}` : `h${world}${at}`,
      text: canary('text'),
      version: `canary ${world}${at}`,
      updatedAt: 7_000 + at,
    };
    // Tables without owners have no records of anyone; here they do, next to those that everyone sees.
    const others = ['bob', 'canary owner', 'ANN', ' ann'].flatMap((owner) =>
      ['diary', 'todoitem', 'kitchen'].map((table) => row(table, { ...record, owner })),
    );
    const journal = { seq: 9_000 + at + (world === 'a' ? 0 : 500), tbl: 'diary', scope: 'bob', pk: canary('pk') };
    const decided = { kind: canary('kind'), status: 200, version: `canary ${at}`, hash: canary('hash') };
    return [
      ...others,
      row('note', { ...record, owner: '' }),
      row('sync_journal', { ...journal, ...decided, principal: 'bob', client: 'client', n: at, grp: canary('group') }),
      row('sync_client', { principal: 'bob', client: canary('client'), floor: 1_000_000 }),
    ];
  }).flat();
}

/**
 * Records that the code of the app keeps out of view. Some are in both worlds, with other content: an id can be
 * guessed.
 */
function outOfView(world: World): Statement[] {
  const more = world === 'a' ? ['xa1'] : ['xb1', 'xb2', 'xb3'];
  return ['v0', 'v1', ...more].map((id, at) => {
    const stamp = 20_000 + at + (world === 'a' ? 0 : 300);
    const cells = { text: `canary view ${world}${at}`, value: at, count: world === 'a' ? 1 : 2, deleted: at % 2 };
    return row('kitchen', {
      owner: '',
      id,
      ...cells,
      version: `${world}${at}`.repeat(8),
      createdAt: 1,
      updatedAt: stamp,
    });
  });
}

const kitchenView = "not startswith(text,'canary')";
const code = tableCode(tables.kitchen, { view: () => kitchenView });

/** The token of ann's whole list, from before everything. */
export function tokenFromStart(table: SyncTable): string {
  const view = table === tables.kitchen ? checkFilter(parseFilter(kitchenView).filter, table.members) : undefined;
  const scope = scopeMark(table, { id: 'ann' }, view);
  return printDeltaToken({ seq: 0, head, epoch: '', scope, query: queryMark([]), columns: [] });
}

/** Makes the database that of a world. */
export async function enter(world: World): Promise<void> {
  const hidden = (at: number) => ({ prevVersion: `canary previous ${world}${world === 'a' ? at : 9 - at}` });
  const rows = [
    ...visible('todoitem', '', ['text', 'complete'], (at) => ({ complete: at % 2, ...hidden(at) })),
    ...visible('kitchen', '', ['text', 'value', 'count', 'due'], hidden),
    ...visible('diary', 'ann', ['text'], hidden),
    ...outOfView(world),
    ...hiddenRows(world),
    ...exits(world),
  ];
  const names = ['sync_journal', 'sync_client', 'sync_floor', 'sync_epoch', ...Object.keys(tables)];
  const emptied = names.map((name): Statement => ({ sql: `DELETE FROM "${name}"`, params: [] }));
  await db.write([...emptied, ...(world === 'a' ? rows : rows.toReversed())]);
}

/** An app without chance: the same requests in the same state have the same answers, to the byte. */
export function sameEverywhere() {
  let made = 0;
  const next = (): string => String(++made).padStart(12, '0');
  const environment: Environment = {
    now: () => now,
    random: () => 0.5,
    uuid: () => `00000000-0000-4000-8000-${next()}`,
    version: () => `ffff${next()}`,
  };
  return createApp({ tables: Object.values(tables), code: [code], openDb: () => db, authenticate, environment });
}
