/** The JSON Schemas of a table's records and bodies. */
import type { ColumnKind } from '../../protocol/column-kind.ts';
import type { Column } from '../../table/column.ts';
import type { SyncTable } from '../../table/sync-table.ts';
import { type Described, schemaName, schemaOf } from './described.ts';
import { kindSchemas } from './kind-schemas.ts';

const kinds: Record<ColumnKind, Described> = {
  ...kindSchemas,
  time: { ...kindSchemas.time, pattern: String.raw`^\d\d:\d\d:\d\d\.\d{3}$` },
  bigint: { ...kindSchemas.bigint, pattern: String.raw`^(0|-?[1-9]\d*)$` },
};

function columnSchema({ kind, nullable, maxLength, access, default: value }: Column): Described {
  const { type, ...rest } = kinds[kind];
  return {
    ...(type === undefined ? {} : { type: nullable ? [type, 'null'] : type }),
    ...rest,
    ...(access === 'readOnly' ? { readOnly: true } : {}),
    ...(maxLength === undefined ? {} : { maxLength }),
    ...(value === undefined || value === null ? {} : { default: value }),
  };
}

/** The records of a table, and what its inserts and updates send, by name. */
export function recordSchemas(table: SyncTable): Described {
  const columns = Object.entries(table.columns).filter(([, { access }]) => access !== 'hidden');
  const inserted = columns.filter(([, { access }]) => access !== 'readOnly');
  const updated = inserted.filter(([, { access }]) => access !== 'writeOnce');
  const required = inserted.filter(([, { default: value }]) => value === undefined).map(([name]) => name);
  const id = { id: kinds[table.idKind] };
  const owner = table.owner === undefined ? {} : { [table.owner]: { type: 'string', readOnly: true } };
  const name = schemaName(table);
  return {
    [name]: {
      type: 'object',
      description: `A record of the table ${table.name}; with $select, some of its members.`,
      properties: { ...id, ...owner, ...properties(columns), ...systemProperties },
    },
    [`${name}Insert`]: {
      type: 'object',
      description: 'A new record. Without an id it gets one.',
      properties: { ...id, ...properties(inserted) },
      ...(required.length === 0 ? {} : { required }),
    },
    [`${name}Update`]: {
      type: 'object',
      description: 'The members to change. "deleted" removes the record or brings it back.',
      properties: { ...properties(updated), deleted: kinds.boolean },
    },
  };
}

const properties = (columns: readonly (readonly [string, Column])[]): Described =>
  Object.fromEntries(columns.map(([name, column]) => [name, columnSchema(column)]));

const systemProperties: Described = {
  createdAt: { ...kinds.date, readOnly: true },
  updatedAt: { ...kinds.date, readOnly: true },
  version: {
    type: 'string',
    readOnly: true,
    description: 'Names this state of the record; the ETag is the same in quotes.',
  },
  deleted: { type: 'boolean', description: 'Whether the record is a tombstone.' },
};

/** A page of a table's records. */
export function pageSchema(table: SyncTable): Described {
  return {
    type: 'object',
    required: ['items'],
    properties: {
      items: { type: 'array', items: schemaOf(schemaName(table)) },
      count: { type: 'integer', description: 'How many records the filter leaves, if $count asks for it.' },
      nextLink: { type: 'string', description: 'The query of the next page, if there is one.' },
      deltaLink: { type: 'string', description: 'Where changes are followed, the query of what changes from now on.' },
    },
  };
}
