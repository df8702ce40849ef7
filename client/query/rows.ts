/** The types of records: of the tables that the server declares, or of record types given by hand. */
import type { ColumnKind, WireType } from '../../src/protocol/column-kind.ts';

type ColumnShape = { readonly kind: ColumnKind; readonly nullable: boolean; readonly default: unknown };
type Shapes = { readonly [member: string]: ColumnShape };
type TableShape = { readonly name: string; readonly idKind: 'string' | 'integer'; readonly columns: Shapes };

/** What the server sets; a record that it has not seen yet has none of it. */
export type SystemProperties = {
  readonly createdAt?: string;
  readonly updatedAt?: string;
  readonly version?: string;
  readonly deleted?: boolean;
};

/** Of a module, the tables among its exports, whatever they are exported as; never for record types given by hand. */
type Exported<Tables> = Extract<Tables[keyof Tables], TableShape>;
type Declared<Tables, Name> = Extract<Exported<Tables>, { readonly name: Name }>;

/** The names of the tables, as addresses have them. */
export type TableName<Tables> = [Exported<Tables>] extends [never] ? keyof Tables & string : Exported<Tables>['name'];

type ValueOf<Column extends ColumnShape> = WireType[Column['kind']] | (Column['nullable'] extends false ? never : null);
type ValuesOf<Columns extends Shapes> = { -readonly [Member in keyof Columns]: ValueOf<Columns[Member]> };
type Own<Record> = Omit<Record, keyof SystemProperties | 'id'>;

/** The members of a table's own. */
type Members<Tables, Name> = [Exported<Tables>] extends [never]
  ? Name extends keyof Tables
    ? Own<Tables[Name]>
    : never
  : ValuesOf<Declared<Tables, Name>['columns']>;

type IdOf<Tables, Name> = [Exported<Tables>] extends [never]
  ? Name extends keyof Tables
    ? Tables[Name] extends { readonly id: infer Id }
      ? Id
      : string
    : never
  : WireType[Declared<Tables, Name>['idKind']];

/** The names of the tables that devices can have: not of those whose records the server numbers. */
export type SyncTableName<Tables> = {
  [Name in TableName<Tables>]: IdOf<Tables, Name> extends string ? Name : never;
}[TableName<Tables>];

/** Members without which an insert is refused: what is not nullable and has no default. */
type RequiredOf<Tables, Name> = [Exported<Tables>] extends [never]
  ? NotNullable<Members<Tables, Name>>
  : Undefaulted<Declared<Tables, Name>['columns']>;
type NotNullable<Record> = {
  [Member in keyof Record]-?: null extends Record[Member] ? never : undefined extends Record[Member] ? never : Member;
}[keyof Record];
type Undefaulted<Columns extends Shapes> = {
  [Member in keyof Columns]: Columns[Member]['default'] extends undefined ? Member : never;
}[keyof Columns];

type Flat<Type> = { [Member in keyof Type]: Type[Member] };

/**
 * A record of a table, as reads give it.
 *
 * @example
 * import type * as tables from '../src/tables.ts';
 * type Todo = Row<typeof tables, 'todoitem'>;
 */
export type Row<Tables, Name extends TableName<Tables>> = Flat<
  { readonly id: IdOf<Tables, Name> } & Members<Tables, Name> & SystemProperties
>;

/** The record types of all tables, by name. */
export type Rows<Tables> = { readonly [Name in TableName<Tables>]: Row<Tables, Name> };

/** What an insert takes: members that are nullable or have a default may be left out, and so may the id. */
export type NewRow<Tables, Name extends TableName<Tables>> = Flat<
  { readonly id?: IdOf<Tables, Name> } & Partial<Members<Tables, Name>> &
    Pick<Members<Tables, Name>, RequiredOf<Tables, Name> & keyof Members<Tables, Name>>
>;

/**
 * What an update takes: the id, the members to change, and the version that the change was made on, where it counts.
 */
export type Changes<Tables, Name extends TableName<Tables>> = Flat<
  { readonly id: IdOf<Tables, Name>; readonly version?: string } & Partial<Members<Tables, Name>>
>;
