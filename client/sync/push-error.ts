/** An operation that the server refused, and everything that an app can do about it. */
import type { Refusal } from '../queue/failure.ts';
import { merged } from '../queue/merge-members.ts';
import type { OperationKind } from '../queue/operation.ts';
import type { JsonRecord } from '../queue/record-entry.ts';
import { type Resolution, resolve } from '../queue/resolve.ts';
import { parseRecord } from '../record/parse-record.ts';
import type { RecordLog } from '../store/record-log.ts';
import { SyncError } from '../sync-error.ts';

/** The three records of a conflict; what one side does not have is null. */
export type Versions = {
  /** What the server had when the edit was made. */
  readonly base: JsonRecord | null;
  /** What the edit made of it. */
  readonly mine: JsonRecord | null;
  /** What the server has now. */
  readonly theirs: JsonRecord | null;
};

/**
 * One refused operation. In a handler, or later from `SyncContext.errors()`, call one of its actions: each is one
 * transaction, and rejects with `operation-changed` when the operation is not the one any more that was refused.
 *
 * @example
 * onConflict: (error) => error.merge(({ mine, theirs }) => ({ ...theirs, text: `${theirs?.text} / ${mine?.text}` }))
 */
export class PushError {
  /** Whether something was done about it; a handler may set it to false to have the error reported all the same. */
  handled = false;
  /** Whether a handler asked the whole push to end. */
  aborted = false;
  readonly table: string;
  readonly id: string;
  /** What the operation was to do. */
  readonly action: OperationKind;
  readonly isConflict: boolean;
  readonly status: number;
  readonly code: string | undefined;
  readonly message: string;
  readonly #refusal: Refusal;
  readonly #log: RecordLog;
  readonly #started: Promise<unknown>[] = [];

  constructor(log: RecordLog, refusal: Refusal) {
    this.#log = log;
    this.#refusal = refusal;
    this.table = refusal.table;
    this.id = refusal.id;
    this.action = refusal.action;
    this.isConflict = refusal.kind === 'conflict';
    this.status = refusal.status;
    this.code = refusal.code;
    this.message = refusal.message;
  }

  /**
   * Copies of the records: changing them changes nothing. `theirs` is null also when the server did not show its
   * record.
   */
  get versions(): Versions {
    const { base = null, mine, server = null } = this.#refusal;
    return JSON.parse(JSON.stringify({ base, mine, theirs: server }));
  }
  get clientRecord(): JsonRecord | null {
    return this.versions.mine;
  }
  get serverRecord(): JsonRecord | null {
    return this.versions.theirs;
  }

  /** Gives up this operation alone: the record is as the server has it, with what else is pending. */
  cancel(): Promise<void> {
    return this.#do({ kind: 'cancel' });
  }
  /**
   * Gives up this operation and all that follow it on this record: it is as the server has it, or gone where it has
   * none.
   */
  cancelAndDiscard(): Promise<void> {
    return this.#do({ kind: 'discard' });
  }
  /** Gives up this operation; the record is `record`, which is what the server has. */
  cancelAndUpdate(record: JsonRecord): Promise<void> {
    return this.#do({ kind: 'take', record });
  }
  /** Sends it again with this record, on the version that the record has, or else on the server's. */
  update(record: JsonRecord): Promise<void> {
    return this.#do({ kind: 'keep', record });
  }
  /** Sends it again as another kind of operation; with `record`, if given. */
  changeAction(action: OperationKind, record?: JsonRecord): Promise<void> {
    return this.#do({ kind: 'change', to: action, record });
  }
  /** Sends it again over what the server has now: never by force, so a third writer in between is a new conflict. */
  clientWins(): Promise<void> {
    return this.#do({ kind: 'mine' });
  }
  /** Gives it up for what the server has now; a record that was removed here comes back. */
  serverWins(): Promise<void> {
    return this.#do({ kind: 'theirs' });
  }
  /**
   * Sends what `choose` makes of the three records, on the server's version. Without `choose`, members that only one
   * side changed are taken from that side, and what both changed is ours.
   */
  merge(choose: (versions: Versions) => JsonRecord = merged): Promise<void> {
    const { versions } = this;
    if (versions.theirs === null) return this.clientWins();
    const version = versions.theirs.version ?? null;
    return this.#do({ kind: 'change', to: 'update', record: { ...choose(versions), version } });
  }
  /** Sends it once more as it is. */
  retry(): Promise<void> {
    return this.#do({ kind: 'retry' });
  }
  /** Ends the push after this operation; it and all behind it stay in the queue. */
  abortPush(): void {
    this.aborted = true;
  }

  /** Waits for the actions that were started, whether or not their promises were given back. */
  async actionsEnded(): Promise<void> {
    await Promise.all(this.#started);
  }

  #do(resolution: Resolution): Promise<void> {
    const action = this.#resolve(resolution);
    this.#started.push(action.catch(() => undefined));
    return action;
  }

  async #resolve(given: Resolution): Promise<void> {
    const resolution = parseResolution(given, this);
    await this.#log.commit(this, (set) => {
      const state = resolve(set.state(this), this.#refusal, resolution);
      if (state === undefined) throw new SyncError('operation-changed');
      set.change(this, state);
    });
    this.handled = true;
  }
}

/** The resolution with its record as JSON. @throws SyncError if it needs one and has none, or one of another id */
function parseResolution(given: Resolution, { id, action }: PushError): Resolution {
  if (given.kind === 'change' && given.record === undefined) {
    if (action !== 'remove' || given.to === 'remove') return given;
    throw new SyncError('invalid-option', `To ${given.to} a removed record, give the record.`);
  }
  if (!('record' in given)) return given;
  const record = parseRecord(given.record, undefined);
  if (record.id === undefined || record.id === id) return { ...given, record };
  throw new SyncError('invalid-record', `The record is another than "${id}".`);
}
