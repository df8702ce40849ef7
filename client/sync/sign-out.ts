/** The end of a user's use of the device. Loaded later. */
import { SyncError } from '../sync-error.ts';
import type { Device } from './device.ts';

/** What becomes of edits that were not sent when a user signs out. */
export type Unsent = 'keep' | 'wipe-if-clean' | 'wipe';

/** @throws SyncError `pending-operations` for `wipe-if-clean` when edits wait */
export async function signOut({ transact, close, name, options }: Device, unsent: Unsent): Promise<void> {
  const isAsked = unsent === 'wipe-if-clean';
  const waiting = isAsked ? await transact('read', ({ operations }) => operations.count()) : 0;
  if (waiting > 0) throw new SyncError('pending-operations');
  await close();
  if (unsent !== 'keep') await options.store.delete(name);
}
