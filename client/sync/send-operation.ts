/** Sends an operation in the way that this server takes it. */
import type { Operation } from '../queue/operation.ts';
import { ownMembers, versionOf } from '../queue/system-members.ts';
import { answeredRecord, operationRequest, tableAddress } from '../transport/operation-request.ts';
import { foreign, isRecord, type Outcome } from '../transport/outcome.ts';
import type { Device } from './device.ts';

export async function sendOperation(device: Device, operation: Operation, signal?: AbortSignal): Promise<Outcome> {
  const asks = (asked: Operation): Promise<Outcome> => device.send(operationRequest(asked, device.protocol), signal);
  if (operation.kind !== 'update') return checked(operation, await asks(operation));
  if (!device.noPatch) {
    const outcome = await asks(operation);
    if (outcome.kind !== 'refused' || outcome.status !== 405) return checked(operation, outcome);
    device.noPatch = true;
  }
  // A PUT of the whole record: what this device does not keep of it is asked for, so that the server does not lose it.
  let { base, version } = operation;
  if (device.tableOptions(operation.table).columns !== undefined) {
    const found = await device.send({ method: 'GET', address: tableAddress(operation.table, operation.id) }, signal);
    if (found.kind !== 'done') return found;
    base = answeredRecord(found);
    if (base === undefined) return foreign;
    version ??= versionOf(base);
  }
  const body = { ...ownMembers(base ?? {}), ...operation.body };
  return checked(operation, await asks({ ...operation, kind: 'replace', body, version }));
}

function checked({ kind }: Operation, outcome: Outcome): Outcome {
  return outcome.kind === 'done' && kind !== 'remove' && !isRecord(outcome.body ?? {}) ? foreign : outcome;
}
