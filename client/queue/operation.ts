/** A local edit on its way to the server. */
import type { JsonRecord } from './record-entry.ts';

/** `replace` and `undelete` send the whole record; `update` the members that were changed. */
export type OperationKind = 'insert' | 'update' | 'replace' | 'remove' | 'undelete';

/**
 * `queued`: never sent, so that later edits may still change it; `sent`: sent at least once and its outcome unknown, so
 * that it never changes; `failed`: the server refused it, and nothing of it was applied.
 */
export type OperationState = 'queued' | 'sent' | 'failed';

export type Operation = {
  readonly number: number;
  readonly table: string;
  readonly id: string;
  readonly kind: OperationKind;
  readonly state: OperationState;
  /** Whether a failed operation waits for the app: it was rejected, and would be again. */
  readonly parked?: boolean | undefined;
  /** What is sent, without system properties; empty for `remove`. */
  readonly body: JsonRecord;
  /** The version of the record that the edit was made on; none when the server is to take it whatever it has. */
  readonly version?: string | undefined;
  /** The server's copy that the edit was made on, for a merge of three. */
  readonly base?: JsonRecord | undefined;
  /** The number of the operation on the same record that this one follows; its version is what that one will give. */
  readonly after?: number | undefined;
  /** How often it was changed since it was queued: who holds an older copy of it must not change it. */
  readonly edits: number;
  /** How often it was sent. */
  readonly attempts: number;
  /** How often the server has failed on it; what became of it then is not known. */
  readonly faults?: number | undefined;
  /** What the server knows it by, the device's id and a number; given when it is first sent. */
  readonly key?: string | undefined;
  /** The key of the operation that it was sent behind, in one request; as long as it has its own. */
  readonly afterKey?: string | undefined;
};
