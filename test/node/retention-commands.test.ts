import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LibsqlServer, startLibsqlServer } from '../../scripts/libsql-server/server.ts';
import { migrateLibsql } from '../../scripts/migrate-libsql.ts';
import { openByWrangler } from '../../scripts/wrangler-database.ts';
import type { Db, Row } from '../../src/db/db.ts';
import { openLibsql } from '../../src/db/libsql.ts';

const run = promisify(execFile);

let folder: string;
let libsql: LibsqlServer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tidemark-retention-'));
  libsql = await startLibsqlServer({ folder });
  await migrateLibsql({ url: libsql.url });
});
afterAll(async () => {
  await libsql.stop();
  rmSync(folder, { recursive: true, force: true });
});

const insert = async (db: Db): Promise<Row | undefined> => {
  const sql = "INSERT INTO todoitem (id, text) VALUES ('it''s', 'kept')";
  const [, rows] = await db.write([
    { sql, params: [] },
    { sql: 'SELECT * FROM todoitem', params: [] },
  ]);
  return rows?.[0];
};
const stored = async (db: Db): Promise<Row | undefined> => {
  const [rows] = await db.read([
    { sql: 'SELECT *, (SELECT epoch FROM sync_epoch) AS epoch FROM todoitem', params: [] },
  ]);
  return rows?.[0];
};

describe('npm run touch-all', () => {
  const touched = async (db: Db, args: readonly string[], env: Record<string, string>): Promise<void> => {
    const before = await insert(db);
    const { stdout } = await run('npm', ['run', '-s', 'touch-all', '--', ...args], { env: { ...process.env, ...env } });
    expect(stdout).toBe('todoitem: 1 records have new stamps\n');
    const after = await stored(db);
    expect(after).toMatchObject({ text: 'kept', prevVersion: before?.version, createdAt: before?.createdAt });
    expect(Number(after?.updatedAt)).toBeGreaterThan(Number(before?.updatedAt));
    expect(after?.epoch).toMatch(/^[0-9a-f]{16}$/);
  };

  test('stamps every record of a local D1 database anew', async () => {
    const choose = ['--local', '--persist-to', folder];
    await run('npx', ['wrangler', 'd1', 'migrations', 'apply', 'DB', ...choose], { env: { ...process.env, CI: '1' } });
    await touched(openByWrangler(choose), choose, {});
  });

  test('stamps every record of a libSQL database anew', async () => {
    const soon = Date.now() + 60_000;
    await touched(openLibsql(libsql.url, undefined), ['--after', new Date(soon).toISOString()], {
      LIBSQL_URL: libsql.url,
    });
    expect(Number((await stored(openLibsql(libsql.url, undefined)))?.updatedAt)).toBe(soon + 1);
  });

  test('takes no time for the last stamp that is none, or far ahead', async () => {
    for (const after of ['yesterday', '2999-01-01T00:00:00Z']) {
      const failed = run('npm', ['run', '-s', 'touch-all', '--', '--after', after]);
      await expect(failed).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining(`"${after}"`) });
    }
  });

  test('asks which database, if none is named', async () => {
    const failed = run('npm', ['run', '-s', 'touch-all'], { env: { ...process.env, LIBSQL_URL: '' } });
    await expect(failed).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('--local') });
  });
});

test('npm run collect collects a libSQL database', async () => {
  const env = { ...process.env, LIBSQL_URL: libsql.url };
  const { stdout } = await run('npm', ['run', '-s', 'collect', '--', '--keep-days', '1'], { env });
  expect(stdout).toBe('0 rows of the journal and 0 tombstones are gone\n');
  const failed = run('npm', ['run', '-s', 'collect', '--', '--keep-days', 'x'], { env });
  await expect(failed).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('keepJournal') });
});
