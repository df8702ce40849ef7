/** What became of an operation: the table that turns the journal's decisions into outcomes. */
import { ProblemError } from '../protocol/problem.ts';
import type { ProblemCode } from '../protocol/problem-kind.ts';
import type { Operation } from './operation.ts';

/** What the database says of one operation. `Record` is the record as it stands after its wave. */
export type Decision<Record> = {
  /** The journal's status; null when the row of the operation's key is gone. */
  readonly status: number | null;
  /** Whether this very attempt was decided, rather than an earlier one with the same key. */
  readonly fresh: boolean;
  /** Whether the decided operation was this one: same table, record and content. */
  readonly same: boolean;
  readonly record: Record | undefined;
};

/** With the last write that was made before, as `x-sync-head` prints it. */
export type Outcome<Record> = { readonly head?: string | undefined } & (
  | {
      readonly kind: 'written';
      readonly status: 200 | 201;
      /** The record as it stands now; undefined when a repeated operation's record is gone. */
      readonly record: Record | undefined;
      /** Whether an earlier attempt had written it already. */
      readonly replayed: boolean;
    }
  | {
      readonly kind: 'refused';
      readonly problem: ProblemError;
      /** The server's record, where the client is to resolve the difference. */
      readonly record: Record | undefined;
      readonly replayed: boolean;
    }
);

type Refusal = { readonly code: ProblemCode; readonly detail: string; readonly shows: boolean };

const refusal = (code: ProblemCode, detail: string, shows = false): Refusal => ({ code, detail, shows });

const idExists = 'A record with this id exists; read it, and update it or choose another id.';

/** The statuses that the write path's SQL gives (db/write/decide.ts), and what each tells the client. */
const refusals: { readonly [status: number]: Refusal } = {
  404: refusal('record_not_found', 'The item does not exist'),
  409: refusal('record_exists', idExists, true),
  410: refusal('record_gone', 'The record has been deleted; undelete it, or let it go.'),
  412: refusal(
    'precondition_failed',
    'The record has changed; resolve against the one in this answer, and retry.',
    true,
  ),
  424: refusal('group_failed', 'Another operation of the group was refused, so none of it was applied.'),
  460: refusal(
    'operation_expired',
    'This operation was decided long ago; read the record before sending a new one.',
    true,
  ),
};

/** The status of a write that had been made before by a client that sends no keys. */
export const alreadyWritten = 208;

/** The outcome that a decision means for an operation. */
export function decide<Record>(decision: Decision<Record>, operation: Operation): Outcome<Record> {
  const { kind, readVersion } = operation;
  const { status, fresh, same, record } = decision;
  if (status === null && readVersion !== undefined) return busy();
  if (status === null) throw new Error('An operation was not journalled, and no journal row has its key.');
  const replayed = !fresh || status === alreadyWritten;
  if (!same) return misused();
  if (status === 200 || status === 201) return { kind: 'written', status, record, replayed };
  if (status === alreadyWritten) return { kind: 'written', status: kind === 'insert' ? 201 : 200, record, replayed };
  const { problem, shows } = refusalOf(status, operation);
  return { kind: 'refused', problem, record: shows ? record : undefined, replayed };
}

function refusalOf(status: number, operation: Operation): { readonly problem: ProblemError; readonly shows: boolean } {
  if (status === 400) return { problem: changesFixed(operation), shows: false };
  const known = refusals[status];
  if (known === undefined) throw new Error(`The journal has status ${status}, which the write path never gives.`);
  return { problem: new ProblemError(known.code, known.detail), shows: known.shows };
}

/** Which of the members that it repeats the body changes, the journal does not say. */
function changesFixed({ unchanged: { columns = {}, ...system } = {} }: Operation): ProblemError {
  const names = [...Object.keys(system), ...Object.keys(columns)];
  const [field] = names;
  const which = names.map((name) => `"${name}"`).join(' or ');
  const detail = `The body changes ${which}, which clients cannot change; leave that out.`;
  return new ProblemError('reserved_field', detail, field === undefined || names.length > 1 ? {} : { field });
}

/** What an insert comes to whose id is that of a record which its user does not see. */
export function taken<Record>(head: string | undefined): Outcome<Record> {
  const problem = new ProblemError('record_exists', idExists);
  return { kind: 'refused', problem, record: undefined, replayed: false, head };
}

/** Nothing was decided, so that the same operation, with the same key, may be sent again. */
function busy<Record>(): Outcome<Record> {
  const detail = 'The record changes too often at the moment; send the same operation again.';
  const problem = new ProblemError('record_busy', detail, { retryAfterSeconds: 1 });
  return { kind: 'refused', problem, record: undefined, replayed: false };
}

function misused<Record>(): Outcome<Record> {
  const detail = 'This operation key was used for another operation; take a new client id, and send it again.';
  return { kind: 'refused', problem: new ProblemError('key_reused', detail), record: undefined, replayed: false };
}
