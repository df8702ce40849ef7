/** Sends an operation in the way that this server takes it. */
import type { Operation } from '../queue/operation.ts';
import { operationRequest } from '../transport/operation-request.ts';
import { foreign, isRecord, type Outcome } from '../transport/outcome.ts';
import type { Device } from './device.ts';
import { later } from './later.ts';

export async function sendOperation(device: Device, operation: Operation, signal?: AbortSignal): Promise<Outcome> {
  const { kind } = operation;
  const ask = (): Promise<Outcome> => device.send(operationRequest(operation, device.protocol), signal);
  let outcome = device.noPatch && kind === 'update' ? undefined : await ask();
  if (outcome?.kind === 'refused' && outcome.status === 405 && kind === 'update') {
    device.noPatch = true;
    outcome = undefined;
  }
  outcome ??= await (await later()).putWhole(device, operation, signal);
  const isForeign = outcome.kind === 'done' && kind !== 'remove' && !isRecord(outcome.body ?? {});
  return isForeign ? foreign : outcome;
}
