/** What a device has seen of the service's history, where that is more than a request may tell. */
import { tableAddress } from '../transport/operation-request.ts';
import type { Device } from './device.ts';
import { maxHeads, noteHead } from './seen.ts';

/**
 * Has heads confirmed until a request may have all that are left, or until the service knows some of them no more:
 * those are the first then. Who is not answered does with the first of them, and has the others confirmed another time.
 */
export async function confirmHeads({ send, seen }: Device, table: string, signal?: AbortSignal): Promise<void> {
  while (seen.heads.length > maxHeads) {
    const asked = seen.heads.slice(0, maxHeads);
    const headers = { 'x-sync-head': asked.join() };
    const outcome = await send({ method: 'GET', address: `${tableAddress(table)}?$top=0`, headers }, signal);
    if (outcome.kind !== 'done') return;
    noteHead(seen, outcome.header, asked);
  }
}
