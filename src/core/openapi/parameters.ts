/** The parameters and headers of requests, by the names under which a document refers to them. */
import type { Described } from './described.ts';

const query = (name: string, description: string, schema: Described): Described => ({
  name,
  in: 'query',
  description,
  schema,
});
const header = (name: string, description: string): Described => ({
  name,
  in: 'header',
  description,
  schema: { type: 'string' },
});
const text = { type: 'string' };

export const queryParameters: Described = {
  filter: query('$filter', 'An OData expression that records have to meet.', text),
  orderby: query('$orderby', 'Members to order by, each with `desc` behind it if it is to fall.', text),
  select: query('$select', 'The members to show.', text),
  top: query('$top', 'How many records to give in all.', { type: 'integer', minimum: 0 }),
  skip: query('$skip', 'How many records to leave out first.', { type: 'integer', minimum: 0, maximum: 10_000 }),
  count: query('$count', 'Whether to count what the filter leaves.', { type: 'boolean' }),
  includeDeleted: query('__includeDeleted', 'Whether tombstones are records too.', { type: 'boolean' }),
};

export const preferParameter: Described = {
  prefer: header('Prefer', '`odata.track-changes` for a link to what changes behind the last page.'),
};

export const writeParameters: Described = {
  operationKey: header('Idempotency-Key', 'A key, `"client:number"`, under which the operation is done once.'),
};

export const matchParameters: Described = {
  ifMatch: header('If-Match', 'The ETag that the record has to have.'),
  ...writeParameters,
};

/** All of them. */
export const parameters: Described = { ...queryParameters, ...preferParameter, ...matchParameters };
