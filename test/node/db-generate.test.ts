import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { unstable_splitSqlQuery } from 'wrangler';
import { schemaObjects } from '../../src/db/triggers.ts';
import * as after from './generated/after.ts';
import * as guardsOnly from './generated/guards-only.ts';

// drizzle-kit takes a folder below the one where it runs.
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp('.wrangler-generated-');
});
afterAll(() => rm(folder, { recursive: true }));

const generate = (tables: string) =>
  promisify(execFile)('npm', ['run', '-s', 'db:generate'], {
    env: { ...process.env, TABLES: `test/node/generated/${tables}.ts`, MIGRATIONS: folder },
  });

const migrations = async () => (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort();

const apply = async (database: DatabaseSync, files: readonly string[]) => {
  for (const file of files) {
    const text = await readFile(join(folder, file), 'utf8');
    for (const statement of text.split('--> statement-breakpoint')) database.exec(statement);
  }
};

/** The statements of a migration, as wrangler tells them apart. */
const statementsOf = (file: string) => unstable_splitSqlQuery(readFileSync(join(folder, file), 'utf8'));

const objects = (database: DatabaseSync) =>
  database.prepare("SELECT name, sql FROM sqlite_master WHERE type IN ('trigger', 'view') ORDER BY name").all();
const expected = (tables: Parameters<typeof schemaObjects>[0]) =>
  schemaObjects(tables)
    .map(({ name, create }) => ({ name, sql: create }))
    .sort((left, right) => (left.name < right.name ? -1 : 1));

test('migrations follow the tables file, keep what is stored, and never lose a guard', async () => {
  const database = new DatabaseSync(':memory:');
  await generate('before');
  const first = await migrations();
  await apply(database, first);
  database.exec("INSERT INTO todo (id, text, rank) VALUES ('1', 'old', 2)");
  const stamp = database.prepare('SELECT updatedAt FROM todo').get();

  await generate('after');
  const second = (await migrations()).slice(first.length);
  expect(second).toHaveLength(1);
  await apply(database, second);
  expect(database.prepare('SELECT text, rank, done, tags FROM todo').get()).toEqual({
    text: 'old',
    rank: '2.0',
    done: 0.5,
    tags: '["it\'s"]',
  });
  expect(objects(database)).toEqual(expected(Object.values(after)));
  expect(database.prepare('SELECT updatedAt FROM todo').get()).toEqual(stamp);
  expect(database.prepare('SELECT id, text, rating, deleted FROM quote ORDER BY updatedAt').all()).toEqual([
    { id: 'first', text: "it's;\n--\n'a' BEGIN", rating: 67964.1931826, deleted: 0 },
    { id: expect.stringMatching(/^[0-9a-f-]{36}$/), text: 'without an id', rating: 0, deleted: 0 },
  ]);
  expect(database.prepare('SELECT count(*) AS stamped FROM quote WHERE updatedAt > 0').get()).toEqual({ stamped: 2 });
  for (const file of second) expect(statementsOf(file).filter((sql) => sql.includes('INTO "quote"'))).toHaveLength(2);

  await generate('guards-only');
  const third = (await migrations()).slice(first.length + 1);
  expect(third).toHaveLength(1);
  for (const file of third) expect(statementsOf(file).filter((sql) => sql.includes('INTO "quote"'))).toEqual([]);
  await apply(database, third);
  expect(objects(database)).toEqual(expected(Object.values(guardsOnly)));

  await generate('guards-only');
  expect(await migrations()).toHaveLength(first.length + 2);
});

test('the migrations in the repository are those of its tables', async () => {
  const files = () => readdir('drizzle', { recursive: true });
  const before = await files();
  const { stdout } = await promisify(execFile)('npm', ['run', '-s', 'db:generate']);
  expect(stdout).toContain('No schema changes');
  expect(await files()).toEqual(before);
});
