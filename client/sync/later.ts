/** The part of the client that an app does not load at its start. */
import { SyncError } from '../sync-error.ts';

/** @throws SyncError `cancelled-by-network` when it cannot be loaded; some browsers try again only after a reload */
export const later = () =>
  import('../later.ts').catch((cause: unknown) => {
    throw new SyncError('cancelled-by-network', 'The rest of the client could not be loaded.', { cause });
  });
