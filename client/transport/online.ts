/** Requests of online tables. Loaded with the first of them: an app without a network has no use for them. */

import type { Json } from '../../src/protocol/column-kind.ts';
import type { OperationKind } from '../queue/operation.ts';
import { ownMembers, versionOf } from '../queue/system-members.ts';
import { parseId, parseRecord } from '../record/parse-record.ts';
import type { Device } from '../sync/device.ts';
import { requestIn } from './old-request.ts';
import { answer } from './online-answer.ts';
import { tableAddress } from './operation-request.ts';

/** The record of this id, as the service has it. @throws SyncError */
export const lookup = (device: Device, table: string, id: unknown): Promise<Json | undefined> =>
  answer(device, { method: 'GET', address: tableAddress(table, parseAnyId(id)) });

/** What the service answers to a write; `given` is the record, or what names it. @throws SyncError */
export async function write(
  device: Device,
  table: string,
  kind: OperationKind,
  given: unknown,
): Promise<Json | undefined> {
  const isWhole = kind !== 'remove' && kind !== 'undelete';
  const record = isWhole ? parseRecord(given, undefined) : {};
  const id = kind === 'insert' && record.id === undefined ? undefined : parseAnyId(given);
  // Only what is given with its version is compared.
  const version = versionOf(isWhole ? record : kind === 'remove' ? parseVersion(given) : undefined);
  const asked = { table, kind, id, body: ownMembers(record), version: kind === 'insert' ? undefined : version };
  return answer(device, requestIn(device.protocol, asked));
}

/** Tables that the server numbers have ids that are no text. */
function parseAnyId(given: unknown): string | number {
  const id = typeof given === 'object' && given !== null && 'id' in given ? given.id : given;
  return typeof id === 'number' && Number.isSafeInteger(id) ? id : parseId(id);
}

const parseVersion = (given: unknown): { readonly version: string } | undefined =>
  typeof given === 'object' && given !== null && 'version' in given && typeof given.version === 'string'
    ? { version: given.version }
    : undefined;
