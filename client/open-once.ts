/** The store of a device, opened at its first use. */
import type { LocalStore, StoreKind } from './store/local-store.ts';
import type { Device } from './sync/device.ts';
import { SyncError } from './sync-error.ts';

/** How to open it, the same each time, but tried again after a failure; and how to close it. */
export function openOnce(
  kind: StoreKind,
  name: string,
  tell: Device['tell'],
): readonly [open: Device['openStore'], close: () => Promise<void>] {
  let opened: Promise<LocalStore> | undefined;
  let closed = false;
  return [
    async () => {
      if (closed) throw new SyncError('closed');
      opened ??= kind.open(name).then(
        (fresh) => {
          if (fresh.lost) tell({ type: 'storage-lost' });
          return fresh;
        },
        (error: unknown) => {
          opened = undefined;
          throw error;
        },
      );
      return opened;
    },
    async () => {
      closed = true;
      const open = await opened?.catch(() => undefined);
      await open?.close();
    },
  ];
}
