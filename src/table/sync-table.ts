/** `syncTable`: the one declaration of a table, from which its SQL, schemas, query columns and types follow. */
import type { ColumnKind, WireType } from '../protocol/column-kind.ts';
import { type Access, type AccessOption, expandAccess, tableOperations } from './access.ts';
import { type BodySchemas, bodySchemas } from './body-schema.ts';
import type { Column, ColumnAccess } from './column.ts';
import { checkDeclaration } from './declaration.ts';
import { type Duration, toMs } from './duration.ts';

export type Columns = { readonly [name: string]: Column };

export type IdKind = 'string' | 'integer';

export type TableOptions<Id extends IdKind = IdKind, Declared extends Columns = Columns> = {
  /**
   * `integer`: the server numbers the records, as the tables of old Mobile Services do. Such a table is for online use:
   * a device cannot know the id of a record before the server has it. `string`: the client's ids, or UUIDs.
   */
  readonly id?: Id;
  /** Records of a page when the request does not say; 50 in dialect 2.0 and 100 in 3.0. */
  readonly pageSize?: number;
  /** The most records that a request may ask for; 1,000. */
  readonly maxTop?: number;
  /** Whether removed records stay as tombstones that pulls can see; true. */
  readonly softDelete?: boolean;
  /** Who may do what; `anonymous`. */
  readonly access?: AccessOption;
  /**
   * Makes a table of each user's own records: the member under which records show their owner. Needs signed-in users.
   */
  readonly owner?: string;
  /** What happens to members that are no column: refused with 400, or ignored as old .NET models need it; `reject`. */
  readonly unknown?: 'reject' | 'ignore';
  /** How long after its insert a record can be seen; later it is as if it were not there. By default for ever. */
  readonly recordsExpire?: Duration;
  /**
   * How long tombstones are kept; for ever. Once they are gone, the answer to a delta link from before is 410, and a
   * device that only pulls by `updatedAt`, as old clients do, keeps a removed record if it was away for longer.
   */
  readonly tombstonesExpire?: Duration;
  /**
   * The columns that views of the table's code use (`view` of `tableCode`), at most 14, of any kind but `number` and
   * `json`. The journal keeps what they held, so that a delta link can tell who has lost sight of a record. By default
   * none: then a view can use `id` and the owner only, if the table is to have delta links.
   */
  readonly viewColumns?: readonly (keyof Declared & string)[];
  /**
   * The records that the table is born with: the migration that creates it inserts them. Without an id they get one.
   */
  readonly seed?: readonly SeedOf<Declared>[];
};

/** A record as code writes it: without what the server sets. */
type SeedOf<Declared extends Columns> = { readonly id?: string } & Partial<ValuesOf<{ readonly columns: Declared }>>;

export type SyncTable<Name extends string = string, Declared extends Columns = Columns, Id extends IdKind = IdKind> = {
  readonly name: Name;
  readonly idKind: Id;
  readonly columns: Declared;
  /** Every member of a record that queries may name, in the order of a printed record, with its kind. */
  readonly members: ReadonlyMap<string, ColumnKind>;
  /** The same with the hidden ones, which code sees. */
  readonly allMembers: ReadonlyMap<string, ColumnKind>;
  /** The columns that clients may not read or write as they like; undefined in a table without any. */
  readonly restricted: Restricted | undefined;
  readonly pageSize: { readonly '2.0': number; readonly '3.0': number };
  readonly maxTop: number;
  readonly softDelete: boolean;
  readonly access: Access;
  readonly owner: string | undefined;
  /** How long after its insert a record can be seen, in milliseconds; undefined: for ever. */
  readonly expireAfterMs: number | undefined;
  /** How long a tombstone is kept, in milliseconds; undefined: for ever. */
  readonly tombstonesExpireAfterMs: number | undefined;
  /** The columns whose old values the journal keeps, so that it is known who has lost sight of a record. */
  readonly viewColumns: readonly string[];
  readonly seed: readonly SeedOf<Columns>[];
  /** What happens to members of a body that are no column. */
  readonly unknown: 'reject' | 'ignore';
  readonly bodies: BodySchemas;
};

/** What the server sets on every record. */
export type SystemProperties = {
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly version: string;
  readonly deleted: boolean;
};

/** Names of columns by what clients may do with them. */
export type Restricted = { readonly [access in ColumnAccess]: readonly string[] };

type ValueOf<C extends Column> = WireType[C['kind']] | (C['nullable'] extends false ? never : null);

/** The columns of a record as they are on the wire. */
export type ValuesOf<T extends { readonly columns: Columns }> = {
  readonly [Name in keyof T['columns']]: ValueOf<T['columns'][Name]>;
};

/** A record of a table as it is on the wire. @example type Todo = RecordOf<typeof todoitem>; */
export type RecordOf<T extends SyncTable> = SystemProperties & { readonly id: WireType[T['idKind']] } & ValuesOf<T>;

const systemMembers: readonly (readonly [string, ColumnKind])[] = [
  ['createdAt', 'date'],
  ['updatedAt', 'date'],
  ['version', 'string'],
  ['deleted', 'boolean'],
];

/**
 * A table that clients can sync: its name in addresses and SQL, its columns, and its options.
 *
 * @throws Error when the declaration cannot be served; the message says which name or option, and why.
 * @example
 * export const todoitem = syncTable('todoitem', { text: string(), complete: boolean({ default: false }) });
 */
export function syncTable<const Name extends string, const Declared extends Columns>(
  name: Name,
  columns: Declared,
  options: TableOptions<'integer', NoInfer<Declared>> & { readonly id: 'integer' },
): SyncTable<Name, Declared, 'integer'>;
export function syncTable<const Name extends string, const Declared extends Columns>(
  name: Name,
  columns: Declared,
  options?: TableOptions<'string', NoInfer<Declared>>,
): SyncTable<Name, Declared, 'string'>;
export function syncTable(name: string, columns: Columns, options: TableOptions = {}): SyncTable {
  checkDeclaration(name, columns, options);
  const { viewColumns = [], seed = [], unknown = 'reject' } = options;
  const access = expandAccess(options.access ?? (options.owner === undefined ? 'anonymous' : 'authenticated'));
  if (options.owner !== undefined && tableOperations.some((operation) => access[operation] === 'anonymous')) {
    throw new Error(`Table "${name}": records that belong to users need access "authenticated" for every operation.`);
  }
  const owner: readonly (readonly [string, ColumnKind])[] =
    options.owner === undefined ? [] : [[options.owner, 'string']];
  const idKind = options.id ?? 'string';
  const membersOf = (declared: readonly (readonly [string, Column])[]): ReadonlyMap<string, ColumnKind> => {
    const kinds = declared.map(([column, { kind }]) => [column, kind] as const);
    return new Map([['id', idKind], ...owner, ...kinds, ...systemMembers]);
  };
  const declared = Object.entries(columns);
  return {
    name,
    idKind,
    columns,
    members: membersOf(declared.filter(([, { access: byClients }]) => byClients !== 'hidden')),
    allMembers: membersOf(declared),
    restricted: restrictedOf(declared),
    pageSize: { '2.0': options.pageSize ?? 50, '3.0': options.pageSize ?? 100 },
    maxTop: options.maxTop ?? 1000,
    softDelete: options.softDelete ?? true,
    access,
    owner: options.owner,
    expireAfterMs: toMs(options.recordsExpire),
    tombstonesExpireAfterMs: toMs(options.tombstonesExpire),
    viewColumns,
    seed,
    unknown,
    bodies: bodySchemas(columns, unknown),
  };
}

function restrictedOf(columns: readonly (readonly [string, Column])[]): Restricted | undefined {
  const named = (access: ColumnAccess): readonly string[] =>
    columns.flatMap(([name, column]) => (column.access === access ? name : []));
  if (columns.every(([, { access }]) => access === undefined)) return undefined;
  return { hidden: named('hidden'), readOnly: named('readOnly'), writeOnce: named('writeOnce') };
}
