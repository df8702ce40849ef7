/** Ids of a table's records, in the text form that addresses and the journal have of both kinds. */
import { ProblemError } from '../protocol/problem.ts';
import { parseRecordId } from '../protocol/record-id.ts';
import type { SyncTable } from '../table/sync-table.ts';
import type { Operation } from './operation.ts';

/**
 * The id that an address names.
 *
 * @throws ProblemError `invalid_id` for what no record of the table can have.
 */
export function parseId(table: SyncTable, id: unknown): string {
  if (table.idKind === 'string') return parseRecordId(id);
  if (typeof id === 'string' && /^[1-9]\d{0,14}$/.test(id)) return id;
  throw new ProblemError('invalid_id', `Table "${table.name}" numbers its records from 1.`, { field: 'id' });
}

type InsertedId = Pick<Operation, 'id' | 'isFreshId'>;

/** The id of a new record: the body's, or a fresh one; undefined where the server will number it. */
export function insertedId(table: SyncTable, inBody: unknown, uuid: () => string): InsertedId {
  const isMissing = inBody === undefined || inBody === null || inBody === '';
  if (table.idKind === 'string') return isMissing ? { id: uuid(), isFreshId: true } : { id: parseRecordId(inBody) };
  if (isMissing) return { id: undefined };
  const detail = `The server numbers the records of table "${table.name}"; leave the id out.`;
  throw new ProblemError('reserved_field', detail, { field: 'id' });
}
