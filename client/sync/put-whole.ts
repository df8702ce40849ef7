/** An update for a server that takes no PATCH. Loaded when there is one. */
import type { Operation } from '../queue/operation.ts';
import { ownMembers, versionOf } from '../queue/system-members.ts';
import { answeredRecord, operationRequest, tableAddress } from '../transport/operation-request.ts';
import { foreign, type Outcome } from '../transport/outcome.ts';
import type { Device } from './device.ts';

/** A PUT of the whole record: what this device does not keep of it is asked for, so that the server does not lose it. */
export async function putWhole(device: Device, operation: Operation, signal?: AbortSignal): Promise<Outcome> {
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
  return device.send(operationRequest({ ...operation, kind: 'replace', body, version }, device.protocol), signal);
}
