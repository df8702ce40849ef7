/** Operations as services take them that speak 2.0, or take no PATCH. Loaded with the first of them. */
import type { Operation } from '../queue/operation.ts';
import { ownMembers, versionOf } from '../queue/system-members.ts';
import { foreign } from '../transport/foreign.ts';
import { requestIn } from '../transport/old-request.ts';
import { answeredRecord, tableAddress } from '../transport/operation-request.ts';
import type { Outcome } from '../transport/outcome.ts';
import type { Device } from './device.ts';

export const isNoPatch = (outcome: Outcome): boolean => outcome.kind === 'refused' && outcome.status === 405;

/** The outcome of the operation, which the server may have refused as it is usually sent. */
export async function sendOtherwise(
  device: Device,
  operation: Operation,
  refused: Outcome | undefined,
  signal: AbortSignal | undefined,
): Promise<Outcome> {
  const isUpdate = operation.kind === 'update';
  const isKnown = isUpdate && device.noPatch;
  const outcome = isKnown ? refused : (refused ?? (await device.send(requestIn(device.protocol, operation), signal)));
  if (outcome !== undefined && !(isUpdate && isNoPatch(outcome))) return outcome;
  device.noPatch = true;
  return putWhole(device, operation, signal);
}

/**
 * A PUT of the whole record: what this device does not keep of it is asked for, so that the server does not lose it.
 */
async function putWhole(device: Device, operation: Operation, signal: AbortSignal | undefined): Promise<Outcome> {
  const { table, id } = operation;
  let { base, version } = operation;
  if (device.tableOptions(table).columns !== undefined) {
    const found = await device.send({ method: 'GET', address: tableAddress(table, id) }, signal);
    if (found.kind !== 'done') return found;
    base = answeredRecord(found);
    if (base === undefined) return foreign;
    version ??= versionOf(base);
  }
  const body = { ...ownMembers(base ?? {}), ...operation.body };
  return device.send(requestIn(device.protocol, { ...operation, kind: 'replace', body, version }), signal);
}
