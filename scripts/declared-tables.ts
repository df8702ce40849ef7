/** The tables of the service that a script works on. */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { SyncTable } from '../src/table/sync-table.ts';

/** Those that the file exports which TABLES names; by default `src/tables.ts`. */
export async function declaredTables(): Promise<readonly SyncTable[]> {
  const file = resolve(process.env.TABLES ?? 'src/tables.ts');
  const tables: Record<string, SyncTable> = await import(pathToFileURL(file).href);
  return Object.values(tables);
}

/** @throws Error that names those which there are. */
export async function declaredTable(name: string): Promise<SyncTable> {
  const tables = await declaredTables();
  const found = tables.find((table) => table.name.toLowerCase() === name.toLowerCase());
  if (found !== undefined) return found;
  throw new Error(`There is no table "${name}", but ${tables.map((table) => `"${table.name}"`).join(', ')}.`);
}
