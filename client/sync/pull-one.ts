import type { Device } from './device.ts';
import { withEnd } from './events.ts';
import type { Arrived, Pulling } from './pulling.ts';

/** Pulls one query, and tells of its beginning and its end. @returns what has arrived */
export async function pullOne(
  device: Device,
  { asked: { table, queryId }, arrived }: Pulling,
  pull: () => Promise<unknown>,
): Promise<Arrived> {
  device.tell({ type: 'pull-started', table, queryId });
  await withEnd(device, pull(), (error) => ({ type: 'pull-ended', table, received: arrived.received, error }));
  return arrived;
}
