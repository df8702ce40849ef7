/** Sends an operation in the way that this server takes it. */
import type { Operation } from '../queue/operation.ts';
import { operationRequest } from '../transport/operation-request.ts';
import { foreign, isRecord, type Outcome } from '../transport/outcome.ts';
import type { Device } from './device.ts';
import { later } from './later.ts';

export async function sendOperation(device: Device, operation: Operation, signal?: AbortSignal): Promise<Outcome> {
  const isUsual = device.protocol === '3.0' && !device.noPatch;
  let outcome = isUsual ? await device.send(operationRequest(operation), signal) : undefined;
  if (outcome === undefined || (outcome.kind === 'refused' && outcome.status === 405)) {
    outcome = await (await later()).sendOtherwise(device, operation, outcome, signal);
  }
  const isForeign = outcome.kind === 'done' && operation.kind !== 'remove' && !isRecord(outcome.body ?? {});
  return isForeign ? foreign : outcome;
}
