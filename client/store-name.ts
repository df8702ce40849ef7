/** The name of a client's database: one for each service and user, so that nobody finds another's records. */

/** Each user has another one; behind its last blank is the user. */
export const storeName = (name: string, user: string): string => `${name} ${encodeURIComponent(user)}`;
