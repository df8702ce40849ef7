/** What must hold of devices and readers: at each commit of a pull, and when all has come to rest. */
import { parseDeltaToken } from '../core/delta-token.ts';
import { printTimestamp } from '../protocol/print-timestamp.ts';
import type { SyncTable } from '../table/sync-table.ts';
import type { Device } from './device.ts';
import type { Reader } from './readers.ts';
import type { ServerHistory, Stored } from './server-history.ts';
import type { Setting, SettledRecord } from './setting.ts';
import { stampOf, tableOfMark } from './store-mirror.ts';
import type { Trace } from './trace.ts';

type End = {
  readonly devices: readonly Device[];
  readonly readers: readonly Reader[];
  readonly history: ServerHistory;
  readonly trace: Trace;
  readonly setting: Setting;
};

/** I5: a device that has pulled up to a stamp knows every record up to it, if no restore has undone what it knows. */
export function checkCursors(device: Device, history: ServerHistory, trace: Trace): void {
  if (knowsUndone(device, history)) return;
  for (const [name, mark] of device.mirror.config) {
    const table = tableOfMark(name);
    const reached = table === undefined ? undefined : reachedBy(mark, history);
    if (table === undefined || reached === undefined) continue;
    const missed = visibleTo(history, device, table).find((stored) => isUnknown(device, stored, reached));
    if (missed === undefined) continue;
    const as = missed.row.updatedAt;
    trace.violate('I5', `${device.name} is at ${reached}, and does not know ${missed.key} as of ${as}`);
  }
}

/** Whether the device has seen something of the service that a restore has undone since: its next pull will tell it. */
function knowsUndone({ mirror }: Device, history: ServerHistory): boolean {
  const seen = mirror.config.get('seen');
  if (typeof seen !== 'object' || seen === null || !('heads' in seen) || !Array.isArray(seen.heads)) return false;
  return seen.heads.some((head) => history.isUndone(String(head).split('.')[1] ?? ''));
}

/** I12: what a restore has undone is no longer on a device. */
function checkUndone({ name, mirror }: Device, history: ServerHistory, trace: Trace): void {
  for (const [table, records] of mirror.records) {
    for (const [id, { server }] of records) {
      if (typeof server?.version !== 'string' || !history.isUndone(server.version)) continue;
      trace.violate('I12', `${name} still has ${table} ${id} as ${server.version}, which a restore has undone`);
    }
  }
}

/** The stamp that a mark has reached in the history that the service has now; undefined where that cannot be told. */
function reachedBy(mark: unknown, history: ServerHistory): string | undefined {
  if (typeof mark !== 'object' || mark === null) return undefined;
  if ('link' in mark && typeof mark.link === 'string') return reachedByLink(mark.link, history);
  // Without a link nobody tells of a restore.
  if (history.isRestored || !('updatedAt' in mark) || typeof mark.updatedAt !== 'string') return undefined;
  return mark.updatedAt === '' ? undefined : mark.updatedAt;
}

/** The last tokens that were looked at: marks are looked at much more often than they move. */
const tokens = new Map<string, ReturnType<typeof parseDeltaToken>>();

function parsed(token: string): ReturnType<typeof parseDeltaToken> {
  const found = tokens.get(token) ?? parseDeltaToken(decodeURIComponent(token));
  if (tokens.size > 100) tokens.clear();
  tokens.set(token, found);
  return found;
}

function reachedByLink(link: string, history: ServerHistory): string | undefined {
  const [, token] = /[$]deltatoken=([^&]*)/i.exec(link) ?? [];
  // Behind a link within a list there is more of it.
  if (token === undefined || link.includes('$skiptoken')) return undefined;
  const { seq, head } = parsed(token);
  return history.isUndone(head.version) ? undefined : printTimestamp(seq);
}

function isUnknown(device: Device, { table, id, row }: Stored, reached: string): boolean {
  const stamp = printTimestamp(Number(row.updatedAt));
  if (stamp > reached) return false;
  const known = stampOf(device.mirror.records.get(table)?.get(id));
  return known === undefined ? row.deleted === 0 : known < stamp;
}

const visibleTo = (history: ServerHistory, { user }: Device, table: string): readonly Stored[] =>
  [...history.of(table).values()].filter(({ owner }) => owner === '' || owner === user);

/** What a device shows of a table, compared with the service; undefined when it is the same. */
export function sameAsService(
  history: ServerHistory,
  device: Device,
  table: string,
  shown: readonly SettledRecord[],
): string | undefined {
  const live = visibleTo(history, device, table).filter(({ row }) => row.deleted === 0);
  const there = live.map(({ id, row }) => `${id} ${row.version}`).sort();
  const here = shown.map(({ id, version }) => `${id} ${String(version)}`).sort();
  if (there.join() === here.join()) return undefined;
  return `${device.name} shows [${here}] of ${table}, and the service has [${there}]`;
}

/** Whether all agree when faults have stopped and everybody has synced. */
export async function checkEnd(end: End): Promise<void> {
  for (const table of end.setting.tables) await checkTable(end, table);
  for (const device of end.devices) {
    checkUndone(device, end.history, end.trace);
    const { size } = device.mirror.operations;
    if (size > 0) end.trace.violate('I11', `${device.name} still has ${size} operations in its queue`);
  }
  for (const reader of end.readers) checkReader(end, reader);
}

async function checkTable({ devices, history, trace, setting }: End, { name, owner }: SyncTable): Promise<void> {
  const shownBy = new Map<string, string>();
  const invariant = owner === undefined ? 'I4' : 'I14';
  for (const device of devices) {
    const records = await device.read(name);
    const difference = sameAsService(history, device, name, records);
    if (difference !== undefined) trace.violate(invariant, difference);
    const whose = owner === undefined ? '' : device.user;
    const content = contentOf(records);
    if (content !== (shownBy.get(whose) ?? content))
      trace.violate('I4', `${device.name} shows other content of ${name}`);
    shownBy.set(whose, content);
    const wrong = setting.check?.(name, records);
    if (wrong !== undefined) trace.violate('own', `${name} on ${device.name}: ${wrong}`);
  }
}

const contentOf = (records: readonly SettledRecord[]): string =>
  JSON.stringify(records.map((record) => Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1))));

/** I5, for those who follow an older algorithm. */
function checkReader({ history, trace, setting }: End, reader: Reader): void {
  const followed = setting.tables.find(({ owner }) => owner === undefined)?.name ?? '';
  for (const { id, row } of history.of(followed).values()) {
    if (reader.versions.get(id) === row.version) continue;
    trace.violate('I5', `the ${reader.name} has missed ${id} as of ${row.updatedAt}`);
  }
}
