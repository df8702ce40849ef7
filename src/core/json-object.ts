/** JSON objects of which nothing more is known. */

export type Members = { readonly [member: string]: unknown };

export const isObject = (json: unknown): json is Record<string, unknown> =>
  typeof json === 'object' && json !== null && !Array.isArray(json);
