/** Sends an operation in the way that this server takes it. */
import type { DeclaredColumns } from '../query/columns.ts';
import type { Operation } from '../queue/operation.ts';
import { versionOf } from '../queue/system-members.ts';
import { answeredRecord, operationRequest, recordAddress, type Wire } from '../transport/operation-request.ts';
import type { Outcome } from '../transport/outcome.ts';
import type { Device } from './device.ts';

export type Sending = {
  readonly device: Device;
  readonly wire: Wire;
  readonly signal: AbortSignal | undefined;
  /** Which columns this device keeps of a table; undefined for all. */
  readonly columnsOf: (table: string) => DeclaredColumns | undefined;
  /** Told when the server turns out to take no PATCH. */
  readonly prefersReplace: () => void;
};

export async function sendOperation(sending: Sending, operation: Operation): Promise<Outcome> {
  const { device, wire, signal, prefersReplace } = sending;
  if (operation.kind === 'update' && wire.replaces) return replace(sending, operation);
  const outcome = await device.transport.send(operationRequest(operation, wire), signal);
  const noPatch = outcome.kind === 'refused' && outcome.status === 405 && operation.kind === 'update';
  if (!noPatch) return outcome;
  prefersReplace();
  return replace(sending, operation);
}

/** A PUT of the whole record: what this device does not keep of it is asked for, so that the server does not lose it. */
async function replace({ device, wire, signal, columnsOf }: Sending, operation: Operation): Promise<Outcome> {
  const { transport } = device;
  const put = (whole: Operation) => transport.send(operationRequest(whole, { ...wire, replaces: true }), signal);
  if (columnsOf(operation.table) === undefined) return put(operation);
  const found = await transport.send({ method: 'GET', address: recordAddress(operation) }, signal);
  if (found.kind !== 'done') return found;
  const base = answeredRecord(found);
  if (base === undefined)
    return { kind: 'unreachable', message: 'The answer is not from the service: it is no record.' };
  const version = operation.version ?? versionOf(base);
  return put({ ...operation, base, ...(version === undefined ? {} : { version }) });
}
