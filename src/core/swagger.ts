/** The tables of a service as a Swagger 2.0 document of dialect 2.0, with the operation ids of the old Node server. */
import type { Json } from '../protocol/column-kind.ts';
import { versionHeader } from '../protocol/dialect.ts';
import type { TableOperation } from '../table/access.ts';
import type { SyncTable } from '../table/sync-table.ts';
import { type Described, schemaName } from './openapi/described.ts';
import { kindSchemas } from './openapi/kind-schemas.ts';
import { version } from './version.ts';

/** What clients cannot write; the second mark is an extension that generators of clients know. */
function marks({ columns }: SyncTable, member: string): Described {
  const access = columns[member]?.access;
  if (access === 'readOnly') return { readOnly: true };
  return access === 'writeOnce' ? { 'x-ms-mutability': ['create', 'read'] } : {};
}

/** The document of a service at that host. */
export function swagger(tables: readonly SyncTable[], { host, protocol }: URL): Described {
  const definitions = tables.map((table) => {
    const properties = Array.from(table.members, ([member, kind]) => [
      member,
      { ...kindSchemas[kind], ...marks(table, member) },
    ]);
    return [table.name, { type: 'object', properties: Object.fromEntries(properties) }];
  });
  return {
    swagger: '2.0',
    info: { title: 'Tidemark', version },
    host,
    schemes: [protocol.replace(':', '')],
    consumes: ['application/json'],
    produces: ['application/json'],
    securityDefinitions: { EasyAuth: { type: 'apiKey', name: 'x-zumo-auth', in: 'header' } },
    definitions: Object.fromEntries(definitions),
    paths: Object.fromEntries(tables.flatMap(pathsOf)),
  };
}

const header = (name: string): Json => ({ name, in: 'header', type: 'string' });
const query = (name: string): Json => ({ name, in: 'query', type: 'string' });
const options = ['$filter', '$orderby', '$select', '$top', '$skip', '$inlinecount', '__includeDeleted'].map(query);
const id: Json = { name: 'id', in: 'path', required: true, type: 'string' };
const match = header('If-Match');

/** A verb of an address: its title, the operation that it is, its parameters, and the status of its success. */
type Verb = readonly [
  verb: string,
  title: string,
  operation: TableOperation,
  parameters: readonly Json[],
  status: number,
];

const verbsOfTable: readonly Verb[] = [
  ['get', 'Query', 'read', options, 200],
  ['post', 'Insert', 'insert', [], 201],
];
const verbsOfRecord: readonly Verb[] = [
  ['get', 'Find', 'read', [id], 200],
  ['post', 'Undelete', 'undelete', [id, match], 201],
  ['patch', 'Update', 'update', [id, match], 200],
  ['delete', 'Delete', 'delete', [id, match], 200],
];

function pathsOf(table: SyncTable): [string, Described][] {
  const describeAll = (verbs: readonly Verb[]): Described =>
    Object.fromEntries(verbs.flatMap((verb) => (table.access[verb[2]] === 'disabled' ? [] : [describe(table, verb)])));
  return [
    [`/tables/${table.name}`, describeAll(verbsOfTable)],
    [`/tables/${table.name}/{id}`, describeAll(verbsOfRecord)],
  ];
}

function describe(table: SyncTable, [verb, title, operation, parameters, status]: Verb): [string, Json] {
  const { name, access } = table;
  const record = { $ref: `#/definitions/${name}` };
  const schema = title === 'Query' ? { type: 'array', items: record } : record;
  const body = { name: 'item', in: 'body', required: true, schema: record };
  const sends = operation === 'insert' || operation === 'update';
  const described = {
    operationId: `${title}${schemaName(table)}`,
    tags: [name],
    parameters: [header(versionHeader), ...parameters, ...(sends ? [body] : [])],
    responses: { [status]: { description: 'Done', schema }, default: { description: 'What was refused, and why' } },
    ...(access[operation] === 'authenticated' ? { security: [{ EasyAuth: [] }] } : {}),
  };
  return [verb, described];
}
