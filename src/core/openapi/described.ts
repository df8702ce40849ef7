/** Parts of an OpenAPI document, which is JSON. */
import type { Json } from '../../protocol/column-kind.ts';

/** A JSON object. */
export type Described = { readonly [member: string]: Json };

export const schemaOf = (name: string): Described => ({ $ref: `#/components/schemas/${name}` });
export const parameterOf = (name: string): Described => ({ $ref: `#/components/parameters/${name}` });
export const responseOf = (name: string): Described => ({ $ref: `#/components/responses/${name}` });

/** The content of a message of one type. */
export const contentOf = (schema: Described, type = 'application/json'): Described => ({ [type]: { schema } });

/** The `security` of what needs a signed-in user, and of what takes one. */
export const signedIn: Json = [{ bearer: [] }, { zumo: [] }];
export const anyone: Json = [{}, { bearer: [] }, { zumo: [] }];
