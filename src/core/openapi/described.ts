/** Parts of an OpenAPI document, which is JSON. */
import type { Json } from '../../protocol/column-kind.ts';
import type { SyncTable } from '../../table/sync-table.ts';

/** A JSON object. */
export type Described = { readonly [member: string]: Json };

/** The name of a table's schema; the bodies of its inserts and updates are called after it. */
export const schemaName = ({ name }: SyncTable): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

export const schemaOf = (name: string): Described => ({ $ref: `#/components/schemas/${name}` });
export const parameterOf = (name: string): Described => ({ $ref: `#/components/parameters/${name}` });
export const responseOf = (name: string): Described => ({ $ref: `#/components/responses/${name}` });

/** The content of a message of one type. */
export const contentOf = (schema: Described, type = 'application/json'): Described => ({ [type]: { schema } });

/** The `security` of what needs a signed-in user, and of what takes one. */
export const signedIn: Json = [{ bearer: [] }, { zumo: [] }];
export const anyone: Json = [{}, { bearer: [] }, { zumo: [] }];
