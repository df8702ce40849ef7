/** What of a list is on this device. Loaded with the first drift check. */
import type { Filter } from '../../src/protocol/filter.ts';
import { compareText } from '../../src/protocol/text-order.ts';
import { knownColumns } from '../query/columns.ts';
import { type JsonRecord, present } from '../queue/record-entry.ts';
import type { Asked } from './asked.ts';
import type { Device } from './device.ts';
import { eachCopy } from './each-copy.ts';
import type { Listener } from './events.ts';
import { foundCopies } from './found-copies.ts';

/** The id and the version of a copy. */
export type Copy = { readonly id: string; readonly version: string | undefined };

/** Of the server's copies those that the query finds, in the order of ids that the service has. */
async function copiesOf(device: Device, asked: Asked): Promise<readonly Copy[]> {
  const all: Copy[] = [];
  await device.transact('read', async (transaction) => {
    all.length = 0;
    await eachCopy(transaction, asked.table, (copies) => {
      all.push(...foundCopies(device, asked, copies.filter(present)).map(copyOf));
    });
  });
  return all.sort((left, right) => compareText(left.id, right.id));
}

const copyOf = ({ id, version }: JsonRecord): Copy => ({
  id: String(id),
  version: typeof version === 'string' ? version : undefined,
});

/** Whether the device can tell by itself which records the query finds: it keeps all that the filter looks at. */
export function canTell({ tableOptions }: Device, { table, query: { filter } }: Asked): boolean {
  const { columns } = tableOptions(table);
  if (columns === undefined || filter === undefined) return true;
  const kept = knownColumns(columns);
  return membersIn(filter).every((name) => kept.has(name));
}

function membersIn(filter: Filter): readonly string[] {
  if (filter.kind === 'member') return [filter.name];
  return filter.kind === 'call' ? filter.args.flatMap(membersIn) : [];
}

/** The copies that the query finds, looked for again when any record has changed since. */
export function keepCopies(device: Device, asked: Asked) {
  let known: Promise<readonly Copy[]> | undefined;
  const listener: Listener = ({ type }) => {
    if (type === 'changed') known = undefined;
  };
  device.listeners.add(listener);
  return {
    copies: (): Promise<readonly Copy[]> => {
      known ??= copiesOf(device, asked);
      return known;
    },
    end: (): unknown => device.listeners.delete(listener),
  };
}
