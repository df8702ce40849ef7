/** The migrations of `drizzle/`, or of another folder, on a libSQL database. */
import { createClient } from '@libsql/client/http';
import { drizzle } from 'drizzle-orm/libsql/http';
import { migrate } from 'drizzle-orm/libsql/migrator';

export type LibsqlAddress = { readonly url: string; readonly authToken?: string };

/** What an error comes from in the end; the layers above only say that a query failed. */
const rootOf = (error: unknown): unknown =>
  error instanceof Error && error.cause !== undefined ? rootOf(error.cause) : error;

/**
 * Applies those that the database does not have yet.
 *
 * @throws Error that says why it could not be done.
 */
export async function migrateLibsql(address: LibsqlAddress, migrationsFolder = 'drizzle'): Promise<void> {
  const client = createClient(address);
  try {
    await migrate(drizzle(client), { migrationsFolder });
  } catch (cause) {
    throw new Error(`The migrations could not be applied to ${address.url}: ${rootOf(cause)}`, { cause });
  } finally {
    client.close();
  }
}
