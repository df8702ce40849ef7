/** A database without tables: files of tests that run in one worker share its databases. */
import type { Db } from '../../src/db/db.ts';
import { quoted } from '../../src/db/identifier.ts';

// Triggers go with their tables, indexes too; a view may stand in the way of the table that it reads.
const found = `SELECT type, name FROM sqlite_schema WHERE type IN ('table', 'view')
  AND name NOT LIKE '\\_cf\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type DESC`;

export async function emptyDatabase(db: Db): Promise<void> {
  const [objects = []] = await db.read([{ sql: found, params: [] }]);
  const drops = objects.map(({ type, name }) => ({ sql: `DROP ${type} ${quoted(String(name))}`, params: [] }));
  if (drops.length > 0) await db.write(drops);
}
