/** How a table is written. */
import type { SyncTable } from '../../table/sync-table.ts';
import { contentOf, type Described, schemaName, schemaOf } from './described.ts';
import { matchParameters, writeParameters } from './parameters.ts';
import { recordAnswer, required, type TableRequest } from './request.ts';

export function writeRequests(table: SyncTable): TableRequest[] {
  const name = schemaName(table);
  const insert: TableRequest = {
    method: 'post',
    path: '',
    verb: 'insert',
    summary: 'Insert a record',
    access: 'insert',
    parameters: Object.keys(writeParameters),
    body: bodyOf(`${name}Insert`),
    responses: { 201: recordAnswer(table, 'The new record.'), 409: recordAnswer(table, 'The record that has the id.') },
  };
  return [insert, ...updateRequests(table, name), removeRequest(table)];
}

const bodyOf = (schema: string): Described => required(contentOf(schemaOf(schema)));

const ofRecord = (table: SyncTable, answer: Described) => ({
  path: '/{id}',
  parameters: Object.keys(matchParameters),
  responses: { ...answer, 412: recordAnswer(table, 'The record as it stands, which has another version.') },
});

function updateRequests(table: SyncTable, name: string): TableRequest[] {
  const request = {
    ...ofRecord(table, { 200: recordAnswer(table, 'The record as it is now.') }),
    access: 'update',
  } as const;
  const [change, whole] = [bodyOf(`${name}Update`), bodyOf(`${name}Insert`)];
  return [
    { ...request, method: 'patch', verb: 'update', summary: 'Change members of a record', body: change },
    { ...request, method: 'put', verb: 'replace', summary: 'Replace a record', body: whole },
  ];
}

function removeRequest(table: SyncTable): TableRequest {
  const removed = ofRecord(table, { 204: { description: 'The record is removed.' } });
  return { ...removed, method: 'delete', verb: 'remove', summary: 'Remove a record', access: 'delete' };
}
