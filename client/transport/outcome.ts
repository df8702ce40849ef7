/** What became of one request: the only thing that the rest of the client learns of HTTP. */

import type { Json } from '../../src/protocol/column-kind.ts';
import type { JsonRecord } from '../queue/record-entry.ts';
import { SyncError, type SyncErrorExtras } from '../sync-error.ts';

export type Header = (name: string) => string | null;

/** Done. `body` is null or undefined when the answer had none. */
export type Done = { readonly kind: 'done'; readonly body: Json | undefined; readonly header: Header };

/** Not done, or nobody knows: why, in words, and by what a push or a pull is cancelled then. */
export type Undone = SyncErrorExtras & {
  /** Whether the answer was a page for people, as gateways have it, and not the service's. */
  readonly isPage?: boolean;
  readonly header?: Header;
} /** No answer of the service; it may have been done all the same. */ & (
    | { readonly kind: 'network'; readonly message: string }
    /** The signal was aborted; it may have been done all the same. */
    | { readonly kind: 'signal'; readonly message?: undefined }
    /** 401, also after the token was refreshed. Nothing was done. */
    | { readonly kind: 'authentication'; readonly message: string }
    /** Not now: 408, 425, 429 and 5xx. Of 408 and 5xx it may have been done all the same. */
    | { readonly kind: 'server'; readonly status: number; readonly message: string }
    /** Refused for good: the same request would be refused again. `serverRecord` only where the answer shows it. */
    | {
        readonly kind: 'refused';
        readonly status: number;
        readonly message: string;
        readonly serverRecord: JsonRecord | undefined;
        /** Whether that was decided for an earlier request: the record may be another by now. */
        readonly repeated?: boolean;
        /** The service's reason, where its code alone does not say what to do. */
        readonly reason?: string | undefined;
      }
  );

export type Outcome = Done | Undone;

/** Whether the answer repeats what was decided for an earlier request of the same key. */
export const isRepeated = (header: Header): boolean => header('Idempotent-Replayed') !== null;

export const isRecord = (body: Json | undefined): body is JsonRecord =>
  typeof body === 'object' && body !== null && !Array.isArray(body);

/** A record with an id, as all are that a device can have. */
export const isRow = (body: Json | undefined): body is JsonRecord => isRecord(body) && typeof body.id === 'string';

/** The error of a push or a pull that this outcome has ended. */
export const stopOf = (outcome: Undone): SyncError =>
  new SyncError(
    outcome.kind === 'refused' ? 'request-refused' : `cancelled-by-${outcome.kind}`,
    outcome.message,
    outcome,
  );
