/** Names in SQL text. They come from table declarations only, whose names need no escaping. */

export const quoted = (name: string): string => `"${name}"`;

/** The path of a member in JSON functions. */
export const jsonPath = (...members: readonly string[]): string => `'$.${members.map(quoted).join('.')}'`;
