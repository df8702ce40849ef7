/** The addresses of a table, and what they take. */
import type { SyncTable } from '../../table/sync-table.ts';
import { anyone, type Described, parameterOf, responseOf, schemaName, signedIn } from './described.ts';
import { readRequests } from './read-requests.ts';
import type { TableRequest } from './request.ts';
import { writeRequests } from './write-requests.ts';

/** The paths of a table, without the operations that it allows to nobody. */
export function tablePaths(table: SyncTable): Described {
  const allowed = [...readRequests(table), ...writeRequests(table)].filter(
    ({ access }) => table.access[access] !== 'disabled',
  );
  const paths = [...Map.groupBy(allowed, ({ path }) => path)];
  return Object.fromEntries(
    paths.map(([path, those]) => [`/tables/${table.name}${path}`, pathItem(table, path, those)]),
  );
}

const id: Described = {
  name: 'id',
  in: 'path',
  required: true,
  description: 'The id of the record.',
  schema: { type: 'string' },
};

function pathItem(table: SyncTable, path: string, requests: readonly TableRequest[]): Described {
  const operations = requests.map((request) => [request.method, operation(table, request)]);
  return { ...(path === '/{id}' ? { parameters: [id] } : {}), ...Object.fromEntries(operations) };
}

function operation(table: SyncTable, request: TableRequest): Described {
  const { verb, summary, access, parameters, body, responses } = request;
  return {
    operationId: `${verb}${schemaName(table)}`,
    tags: [table.name],
    summary,
    security: table.access[access] === 'authenticated' ? signedIn : anyone,
    parameters: parameters.map(parameterOf),
    ...(body === undefined ? {} : { requestBody: body }),
    responses: { ...responses, '4XX': responseOf('Problem'), '5XX': responseOf('Problem') },
  };
}
