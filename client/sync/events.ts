/** What the client tells those who listen. */
import type { OperationKind } from '../queue/operation.ts';
import type { RecordKey } from '../store/working-set.ts';
import type { Difference } from './difference.ts';

/** An operation that was done, and is undone. */
export type LostOperation = RecordKey & { readonly action: OperationKind };

export type SyncEvent =
  /** Records that the app may see differently now, here or in another tab. */
  | { readonly type: 'changed'; readonly records: readonly RecordKey[] }
  /** An edit was queued here. */
  | { readonly type: 'edited'; readonly record: RecordKey }
  | { readonly type: 'push-started' }
  /** An operation is done, or was refused. */
  | { readonly type: 'operation-sent'; readonly record: RecordKey; readonly failed: boolean }
  | { readonly type: 'push-ended'; readonly completed: number; readonly failed: number; readonly error: unknown }
  | { readonly type: 'pull-started'; readonly table: string; readonly queryId: string | null }
  | { readonly type: 'page-pulled'; readonly table: string; readonly received: number }
  | { readonly type: 'pull-ended'; readonly table: string; readonly received: number; readonly error: unknown }
  | { readonly type: 'purged'; readonly table: string; readonly records: number }
  /** Records of a list were not as the service has them, and are now: whatever did that is a fault worth telling of. */
  | {
      readonly type: 'drift-mended';
      readonly table: string;
      readonly queryId: string;
      readonly differences: readonly Difference[];
    }
  /**
   * The service's database was restored to a time before these were done, and they are not sent again: a later edit of
   * the record may be there already, or they named no version that they could be made on.
   */
  | { readonly type: 'operations-lost'; readonly operations: readonly LostOperation[] }
  /** The device lost the database of this client, with all that was not sent: what is here now began empty. */
  | { readonly type: 'storage-lost' };

export type Listener = (event: SyncEvent) => void;

/** What the work gives, after its end is told: with undefined, or the error that it fails with. */
export async function withEnd<Result>(
  { tell }: { readonly tell: Listener },
  work: Promise<Result>,
  ended: (error: unknown) => SyncEvent,
): Promise<Result> {
  const error = await work.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  tell(ended(error));
  return work;
}
