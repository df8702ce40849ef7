/**
 * Writes what this device keeps of the server's records. Loaded with the first table of declared columns, or refusal.
 */
import type { Operation } from '../queue/operation.ts';
import type { JsonRecord } from '../queue/record-entry.ts';
import { type Decision, settle } from '../queue/refuse.ts';
import { fittedTo } from '../record/fitted.ts';
import { answeredRecord } from '../transport/operation-request.ts';
import type { Done } from '../transport/outcome.ts';
import type { Device } from './device.ts';
import { writeDecision } from './outbox.ts';
import { PushError } from './push-error.ts';
import { remember } from './remember.ts';
import type { Run } from './run.ts';
import { complete } from './settling.ts';

/** Has it written that the operation is done, and counts it. */
export const completeKept = (run: Run, operation: Operation, answer: Done): undefined =>
  complete(run, operation, keptOf(run.device, operation, answer));

/** What is kept of the record of an answer, if it has one. */
export function keptOf(device: Device, operation: Operation, answer: Done): JsonRecord | undefined {
  const record = answeredRecord(answer);
  return record && kept(device, operation, record);
}

/** Writes what the server has decided. @returns the error, unless it is done all the same */
export async function writeKept(
  device: Device,
  operation: Operation,
  decision: Decision,
): Promise<PushError | undefined> {
  const { server } = decision;
  const known = server ? { ...decision, server: kept(device, operation, server) } : decision;
  const written = writeDecision(device, operation, (before) => settle(before, operation.number, known), remember);
  void device.log.flush();
  const refusal = await written;
  return refusal && new PushError(device.log, refusal);
}

function kept({ tableOptions }: Device, { table }: Operation, record: JsonRecord): JsonRecord {
  const { columns } = tableOptions(table);
  return columns ? fittedTo(columns, record) : record;
}
