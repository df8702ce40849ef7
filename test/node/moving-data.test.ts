/** Records that move between databases and files: `npm run import` and `npm run export`. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LibsqlServer, startLibsqlServer } from '../../scripts/libsql-server/server.ts';
import { migrateLibsql } from '../../scripts/migrate-libsql.ts';
import type { Row } from '../../src/db/db.ts';
import { openLibsql } from '../../src/db/libsql.ts';

const run = promisify(execFile);
const migrations = 'test/worker/migrations';

let folder: string;
let libsql: LibsqlServer;
const urlOf = (name: string): string => `${libsql.url}/${name}`;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tidemark-moving-'));
  libsql = await startLibsqlServer({ folder });
  for (const name of ['main', 'copy']) await migrateLibsql({ url: urlOf(name) }, migrations);
});
afterAll(async () => {
  await libsql.stop();
  rmSync(folder, { recursive: true, force: true });
});

const fileOf = (name: string, text: string): string => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};

type Ended = { readonly code: number; readonly stdout: string; readonly stderr: string };

/** Ends with what the command printed, whether it failed or not. */
async function npmRun(script: string, args: readonly string[], database = 'main'): Promise<Ended> {
  const env = { ...process.env, TABLES: 'test/worker/tables.ts', LIBSQL_URL: urlOf(database) };
  const ended = run('npm', ['run', '-s', script, '--', ...args], { env });
  return ended.then(
    (printed) => ({ code: 0, ...printed }),
    ({ code, stdout, stderr }: Ended) => ({ code, stdout, stderr }),
  );
}

const rowsOf = async (sql: string, database = 'main'): Promise<readonly Row[]> => {
  const [rows = []] = await openLibsql(urlOf(database), undefined).read([{ sql, params: [] }]);
  return rows;
};

describe('npm run import', () => {
  const old = [
    'Id,Text,COMPLETE,due,count,__createdAt,__updatedAt,__version,__deleted,ShoeSize',
    'a,"milk, and ""eggs""",True,2016-03-05 10:11:12.1234567 +02:00,7,2015-01-02T03:04:05.678Z,2015-01-02T03:04:05Z,AAAAAAAAB9M=,False,43',
    'b,NULL,0,NULL,NULL,2015-01-02T03:04:05.679Z,2015-01-02T03:04:05Z,AAAAAAAAB9Q=,True,NULL',
    'c,bread,1,NULL,many,2015-01-02T03:04:05.680Z,2015-01-02T03:04:05Z,AAAAAAAAB9U=,False,44',
  ].join('\r\n');

  test('takes the export of an old service, keeps ids and times of creation, and gives stamps of its own', async () => {
    const file = fileOf('old.csv', old);
    const refused = await npmRun('import', ['kitchen', file, '--null', 'NULL']);
    expect(refused).toMatchObject({ code: 1, stdout: 'kitchen: 0 imported, 0 were there, 3 left out\n' });
    expect(refused.stderr).toContain('line 2: Table "kitchen" has no column "ShoeSize".\n');

    const before = Date.now();
    const args = ['kitchen', file, '--null', 'NULL', '--skip', 'ShoeSize'];
    expect(await npmRun('import', args)).toEqual({
      code: 1,
      stdout: 'kitchen: 2 imported, 0 were there, 1 left out\n',
      stderr: 'line 4: "count" takes a whole number between -(2^53 - 1) and 2^53 - 1.\n',
    });
    const [a, b, ...more] = await rowsOf('SELECT * FROM kitchen');
    const due = Date.UTC(2016, 2, 5, 8, 11, 12, 123);
    const created = Date.UTC(2015, 0, 2, 3, 4, 5, 678);
    expect(a).toMatchObject({
      id: 'a',
      text: 'milk, and "eggs"',
      complete: 1,
      due,
      count: 7,
      createdAt: created,
      deleted: 0,
    });
    expect(b).toMatchObject({
      id: 'b',
      text: null,
      complete: 0,
      due: null,
      count: null,
      deleted: 1,
      createdAt: created + 1,
    });
    expect(more).toEqual([]);
    expect(Number(a?.updatedAt)).toBeGreaterThanOrEqual(before);
    expect(Number(b?.updatedAt)).toBeGreaterThan(Number(a?.updatedAt));
    expect(a?.version).toMatch(/^[0-9a-f]{16}$/);

    fileOf('old.csv', old.replace('many', '5'));
    expect(await npmRun('import', args)).toEqual({
      code: 0,
      stdout: 'kitchen: 1 imported, 2 were there, 0 left out\n',
      stderr: '',
    });
    expect(await rowsOf("SELECT * FROM kitchen WHERE id = 'a'")).toEqual([a]);
  });

  test('takes thousands of records, and goes on where it was ended', async () => {
    const lines = Array.from({ length: 2500 }, (_, at) => JSON.stringify({ id: `r${at}`, text: `record ${at}` }));
    const half = fileOf('half.ndjson', lines.slice(0, 1250).join('\n'));
    const whole = fileOf('whole.ndjson', `${lines.join('\n')}\n`);
    expect((await npmRun('import', ['todoitem', half])).stdout).toBe(
      'todoitem: 1250 imported, 0 were there, 0 left out\n',
    );
    expect((await npmRun('import', ['todoitem', whole])).stdout).toBe(
      'todoitem: 1250 imported, 1250 were there, 0 left out\n',
    );
    const [counted] = await rowsOf('SELECT count(*) AS n, count(DISTINCT updatedAt) AS stamps FROM todoitem');
    expect(counted).toEqual({ n: 2500, stamps: 2500 });
    expect(await rowsOf("SELECT text FROM todoitem WHERE id = 'r2499'")).toEqual([{ text: 'record 2499' }]);
  });

  test('gives records to their users, and numbers to records that have numbers', async () => {
    const users = [
      { id: 'x', userId: 'alice', text: '1' },
      { id: 'x', userId: 'bob', text: '2' },
      { id: 'y', text: '3' },
    ];
    expect(await npmRun('import', ['diary', fileOf('diary.json', JSON.stringify({ value: users }))])).toEqual({
      code: 1,
      stdout: 'diary: 2 imported, 0 were there, 1 left out\n',
      stderr: 'record 3: "userId", the user whose record it is, is missing.\n',
    });
    expect(await rowsOf('SELECT owner, id, text FROM diary')).toEqual([
      { owner: 'alice', id: 'x', text: '1' },
      { owner: 'bob', id: 'x', text: '2' },
    ]);
    const tickets = fileOf('ticket.csv', 'id,text\n12,twelve\n0,nothing\n');
    expect((await npmRun('import', ['ticket', tickets])).stderr).toBe('line 3: The id is a whole number above 0.\n');
    expect(await rowsOf('SELECT id, text FROM ticket')).toEqual([{ id: 12, text: 'twelve' }]);
  });

  const faults: readonly [what: string, args: () => string[], said: string][] = [
    ['no file', () => ['todoitem'], 'npm run import -- TABLE FILE'],
    ['a table that is not there', () => ['nothing', fileOf('x.csv', '')], 'There is no table "nothing"'],
    ['a file of another kind', () => ['todoitem', fileOf('x.xlsx', '')], 'is neither .csv, .json, .ndjson nor .jsonl'],
    ['a file that is not there', () => ['todoitem', join(folder, 'gone.csv')], 'ENOENT'],
    ['JSON that is no list', () => ['todoitem', fileOf('x.json', '{"id":"a"}')], 'is no list of records'],
    ['a CSV file with a torn line', () => ['todoitem', fileOf('torn.csv', 'id,text\n"a')], 'Quote Not Closed'],
    ['a line that is no JSON', () => ['todoitem', fileOf('x.ndjson', '{"id"')], 'line 1: This is no record.'],
    ['a record without id', () => ['todoitem', fileOf('id.json', '[{"text":"a"}]')], 'record 1: The id is text'],
    [
      'a tombstone for a table without',
      () => ['note', fileOf('note.json', '[{"id":"a","deleted":true}]')],
      'keeps no deleted',
    ],
  ];
  test.each(faults)('refuses %s', async (_, args, said) => {
    const { code, stderr } = await npmRun('import', args());
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(said) });
  });
});

/** JSON values, and text that CSV can tell from nothing. */
const record = fc.record({
  text: fc.option(fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !text.includes('\u0000'))),
  value: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0)),
  count: fc.option(fc.maxSafeInteger()),
  complete: fc.boolean(),
  due: fc.option(fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) }).map((date) => date.toJSON())),
  meta: fc.option(
    fc
      .json({ maxDepth: 3 })
      .map((text): unknown => JSON.parse(text))
      .filter((json) => !JSON.stringify(json).includes('\\u0000')),
  ),
  big: fc.option(fc.bigInt().map(String)),
  createdAt: fc.date({ noInvalidDate: true, min: new Date(1), max: new Date(4e12) }).map((date) => date.toJSON()),
  deleted: fc.boolean(),
});

describe('npm run export', () => {
  const columns = 'id, text, value, count, complete, due, meta, big, createdAt, deleted';

  test.each(['csv', 'json', 'ndjson'])('writes a .%s file that makes the same records elsewhere', async (format) => {
    const records = fc
      .sample(record, { numRuns: 300, seed: 20261121 })
      .map((members, at) => ({ ...members, id: `${format}-${at}` }));
    const source = fileOf(`random-${format}.json`, JSON.stringify(records));
    expect(await npmRun('import', ['kitchen', source])).toMatchObject({ code: 0, stderr: '' });
    const file = join(folder, `exported.${format}`);
    expect(await npmRun('export', ['kitchen', file])).toMatchObject({ code: 0, stderr: '' });
    expect(await npmRun('import', ['kitchen', file], 'copy')).toMatchObject({ code: 0, stderr: '' });
    const all = `SELECT ${columns} FROM kitchen WHERE id LIKE '${format}-%' ORDER BY id`;
    expect(await rowsOf(all, 'copy')).toEqual(await rowsOf(all));
    expect(await rowsOf(all, 'copy')).toHaveLength(300);
  });

  test('never writes over a file', async () => {
    const file = fileOf('kept.csv', 'mine');
    expect(await npmRun('export', ['kitchen', file])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('EEXIST'),
    });
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });
});

test('both work on the D1 database of npm run dev', async () => {
  const choose = ['--local', '--persist-to', join(folder, 'd1')];
  await run('npx', ['wrangler', 'd1', 'migrations', 'apply', 'DB', ...choose], { env: { ...process.env, CI: '1' } });
  const records = Array.from({ length: 400 }, (_, at) => ({
    id: `r${at}`,
    text: `it's ${'x'.repeat(400)}`,
    complete: at % 2 === 0,
  }));
  const file = fileOf('d1.json', JSON.stringify(records));
  const env = { ...process.env, TABLES: 'src/tables.ts', LIBSQL_URL: '' };
  const there = join(folder, 'd1.ndjson');
  const imported = await run('npm', ['run', '-s', 'import', '--', 'todoitem', file, ...choose], { env });
  expect(imported.stdout).toBe('todoitem: 400 imported, 0 were there, 0 left out\n');
  await run('npm', ['run', '-s', 'export', '--', 'todoitem', there, ...choose], { env });
  const exported = readFileSync(there, 'utf8')
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
  expect(exported).toMatchObject(records);
});
