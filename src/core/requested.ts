/** From what a request says to the operation that it asks for. */
import { ProblemError } from '../protocol/problem.ts';
import type { SyncTable } from '../table/sync-table.ts';
import type { WriteBody } from './body.ts';
import { insertedId, parseId } from './id.ts';
import type { Operation, OperationKey, Preconditions } from './operation.ts';

/** What a request says besides its body. */
export type Requested = {
  readonly preconditions: Preconditions;
  readonly key?: OperationKey;
  /** The operation of the same client that this one builds on, instead of on a version. */
  readonly after?: number;
};

/**
 * A new record. Its id is the body's, or a fresh one when that is missing, null or empty; the server's in some tables.
 */
export function requestedInsert(
  table: SyncTable,
  body: WriteBody,
  uuid: () => string,
  key: OperationKey | undefined,
): Operation {
  return {
    kind: 'insert',
    ...insertedId(table, body.id, uuid),
    expects: 'absent',
    deleted: false,
    values: body.values,
    // Inserts never look at conditional headers: there is no record yet that they could be about.
    preconditions: {},
    ...(key === undefined ? {} : { key }),
  };
}

/** What a change may turn out to be besides a change, by what its user may do and by its address. */
export type ChangeAllows = {
  /** Whether a tombstone may be brought back. */
  readonly undelete: boolean;
  /** Whether a tombstone may be written although the body does not bring it back. */
  readonly tombstones: boolean;
};

/**
 * A change of some columns (`update`) or of all (`replace`). A body that says `deleted: true` makes a tombstone, one
 * that says `deleted: false` may bring one back.
 */
export function requestedChange(
  table: SyncTable,
  kind: 'update' | 'replace',
  id: string,
  body: WriteBody,
  { preconditions, ...named }: Requested,
  allows: ChangeAllows,
): Operation {
  checkSameId(id, body.id);
  if (body.deleted === true && !table.softDelete) {
    const detail = `Table "${table.name}" keeps no deleted records; send DELETE instead.`;
    throw new ProblemError('reserved_field', detail, { field: 'deleted' });
  }
  return {
    ...fateOf(table, kind, body.deleted, allows),
    id: parseId(table, id),
    values: body.values,
    preconditions: withVersion(preconditions, body.expectedVersion),
    unchanged: body.unchanged,
    ...named,
  };
}

type Fate = Pick<Operation, 'kind' | 'expects' | 'deleted'>;

function fateOf(
  table: SyncTable,
  kind: 'update' | 'replace',
  deleted: boolean | undefined,
  { undelete, tombstones }: ChangeAllows,
): Fate {
  if (deleted === true) return { kind: 'delete', expects: tombstones ? 'any' : 'live', deleted };
  const asksToRevive = kind === 'update' ? deleted === false : tombstones;
  if (asksToRevive && undelete && table.softDelete) return { kind: 'undelete', expects: 'any', deleted: false };
  return { kind, expects: 'live', deleted: false };
}

/** The version of a body counts where no header names one. */
function withVersion(preconditions: Preconditions, version: string | undefined): Preconditions {
  if (version === undefined || preconditions.ifMatch !== undefined) return preconditions;
  return { ...preconditions, ifMatch: [version] };
}

/** The end of a record: a tombstone, or nothing at all in a table without soft delete. */
export function requestedDelete(table: SyncTable, id: string, requested: Requested): Operation {
  return bare('delete', parseId(table, id), requested);
}

/** The return of a record; of one that is not deleted, a new version of it as it is. */
export function requestedUndelete(table: SyncTable, id: string, requested: Requested): Operation {
  return bare('undelete', parseId(table, id), requested);
}

function bare(kind: 'delete' | 'undelete', id: string, requested: Requested): Operation {
  return {
    kind,
    id,
    expects: kind === 'delete' ? 'live' : 'any',
    deleted: kind === 'delete',
    values: {},
    ...requested,
  };
}

function checkSameId(id: string, inBody: unknown): void {
  if (inBody === undefined || inBody === null || inBody === id) return;
  if (typeof inBody === 'number' && String(inBody) === id) return;
  const detail = 'The id in the body is not the id in the address; leave it out of the body.';
  throw new ProblemError('id_mismatch', detail, { field: 'id' });
}
