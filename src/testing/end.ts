/** What must hold of devices and readers: at each commit of a pull, and when all has come to rest. */
import { printTimestamp } from '../protocol/print-timestamp.ts';
import type { SyncTable } from '../table/sync-table.ts';
import type { Device } from './device.ts';
import type { Reader } from './readers.ts';
import type { ServerHistory, Stored } from './server-history.ts';
import type { Setting, SettledRecord } from './setting.ts';
import { stampOf, tableOfMark } from './store-mirror.ts';
import type { Trace } from './trace.ts';

export type End = {
  readonly devices: readonly Device[];
  readonly readers: readonly Reader[];
  readonly history: ServerHistory;
  readonly trace: Trace;
  readonly setting: Setting;
};

/** I5: a device whose mark is at a stamp knows every record up to it. */
export function checkCursors(device: Device, history: ServerHistory, trace: Trace): void {
  for (const [name, mark] of device.mirror.config) {
    const table = tableOfMark(name);
    const reached = typeof mark === 'object' && mark !== null && 'updatedAt' in mark ? mark.updatedAt : undefined;
    if (table === undefined || typeof reached !== 'string') continue;
    const missed = visibleTo(history, device, table).find((stored) => isUnknown(device, stored, reached));
    if (missed === undefined) continue;
    trace.violate(
      'I5',
      `${device.name} is at ${reached}, and does not know ${missed.key} as of ${missed.row.updatedAt}`,
    );
  }
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
