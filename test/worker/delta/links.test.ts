import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createApp } from '../../../src/app.ts';
import { tableCode } from '../../../src/code/table-code.ts';
import { parseOpaque, printOpaque } from '../../../src/core/opaque-text.ts';
import { parseQueryString } from '../../../src/protocol/query-string.ts';
import { boolean, string } from '../../../src/table/column.ts';
import { syncTable } from '../../../src/table/sync-table.ts';
import { type Received, serve, serveCode } from '../coded.ts';
import { db } from '../database.ts';
import { insertOf, uuid, written } from '../db/operations.ts';
import { card, note, ticket, todoitem } from '../tables.ts';

const ask = serve({});
const track = { Prefer: 'odata.track-changes' };
const run = (sql: string, ...params: (string | number)[]) => db.write([{ sql, params }]);

/** A list of one world's items. */
const worldOf = () => `$filter=startswith(id,'${uuid()}')`;
const idIn = (query: string, at: number) => `${/'(.*)'/.exec(query)?.[1]}-${at}`;
const insert = async (query: string, at: number, text = 'a') =>
  expect(await written(todoitem, [insertOf(idIn(query, at), { text, complete: false })])).toEqual([201]);

const follow = (link: unknown, more: object = {}): Promise<Received> => ask('GET', `/tables/todoitem?${link}`, more);
const load = (query: string, headers: Record<string, string> = {}) =>
  ask('GET', `/tables/todoitem?${query}`, { headers: { ...track, ...headers } });

let query: string;
beforeEach(() => {
  query = worldOf();
});

describe('a list whose changes are followed', () => {
  test('ends with a delta link, which tells what was written, left the filter and was deleted', async () => {
    await insert(query, 0);
    await insert(query, 1);
    const first = await load(`${query} and text eq 'a'`, { Prefer: 'track-changes, odata.maxpagesize=1' });
    expect(first.headers.get('Preference-Applied')).toBe('track-changes');
    expect(first.body).toMatchObject({ items: [{ id: idIn(query, 0) }], nextLink: expect.any(String) });
    expect(first.body.deltaLink).toBeUndefined();
    const last = await follow(first.body.nextLink);
    expect(last.body).toMatchObject({ items: [{ id: idIn(query, 1) }], deltaLink: expect.any(String) });
    await insert(query, 2);
    await ask('PATCH', `/tables/todoitem/${idIn(query, 0)}`, { body: { text: 'b' } });
    await ask('DELETE', `/tables/todoitem/${idIn(query, 1)}`);
    const { body } = await follow(last.body.deltaLink);
    expect(body).toEqual({
      items: [
        expect.objectContaining({ id: idIn(query, 2), text: 'a' }),
        { id: idIn(query, 0), '@removed': { reason: 'changed' } },
        { id: idIn(query, 1), '@removed': { reason: 'deleted' } },
      ],
      deltaLink: expect.any(String),
    });
    expect((await follow(body.deltaLink)).body.items).toEqual([]);
  });

  test('tells in pages, in the order of the changes, and shows the members that were asked for', async () => {
    const { body } = await load(`${query}&$select=id,text`);
    await insert(query, 0);
    await insert(query, 1);
    await ask('PATCH', `/tables/todoitem/${idIn(query, 0)}`, { body: { text: 'b' } });
    const one = { headers: { Prefer: 'odata.maxpagesize=1' } };
    const first = await follow(body.deltaLink, one);
    expect(first.body).toEqual({ items: [{ id: idIn(query, 1), text: 'a' }], nextLink: expect.any(String) });
    const second = await follow(first.body.nextLink, one);
    expect(second.body).toEqual({ items: [{ id: idIn(query, 0), text: 'b' }], deltaLink: expect.any(String) });
  });

  test('tells what changed while it was loaded', async () => {
    await insert(query, 0);
    await insert(query, 1);
    const first = await load(query, { Prefer: 'odata.track-changes;odata.maxpagesize=1' });
    await ask('DELETE', `/tables/todoitem/${idIn(query, 0)}`);
    const last = await follow(first.body.nextLink);
    const { body } = await follow(last.body.deltaLink);
    expect(body.items).toEqual([{ id: idIn(query, 0), '@removed': { reason: 'deleted' } }]);
  });

  test('tells from the journal what a table without tombstones has removed, and numbers of numbered records', async () => {
    for (const table of [note, ticket]) {
      const { body: made } = await ask('POST', `/tables/${table.name}`, { body: { text: 'a' } });
      const { body } = await ask('GET', `/tables/${table.name}`, { headers: { Prefer: 'track-changes' } });
      await ask('DELETE', `/tables/${table.name}/${made.id}`);
      const told = await ask('GET', `/tables/${table.name}?${body.deltaLink}`);
      expect(told.body.items).toEqual([{ id: made.id, '@removed': { reason: 'deleted' } }]);
    }
  });

  test('goes by a posted query, too', async () => {
    const post = (link: string) =>
      serve({})('POST', `/tables/todoitem/$query?${link}`, { headers: { ...track, 'Content-Type': 'text/plain' } });
    expect((await post(query)).body).toMatchObject({ items: [], deltaLink: expect.any(String) });
  });

  test('is one of dialect 3.0, and of tables whose code does not replace what reads show', async () => {
    const old = await load(query, { 'ZUMO-API-VERSION': '2.0.0' });
    expect([old.body, old.headers.has('x-sync-head')]).toEqual([{ value: [] }, false]);
    const coded = serveCode(tableCode(todoitem, { read: (_, next) => next() }));
    const { body, headers } = await coded('GET', `/tables/todoitem?${query}`, { headers: track });
    expect([body, headers.has('Preference-Applied')]).toEqual([{ items: [] }, false]);
  });

  test.each(['$orderby=text', '$top=1', '$skip=1'])('is refused with %s', async (option) => {
    const { status, body } = await load(`${query}&${option}`);
    expect([status, body.code, body.field]).toEqual([400, 'invalid_query', option.split('=')[0]]);
  });

  test('is a fault of ours where a view uses columns whose old values are not kept', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const coded = serveCode(tableCode(card, { view: () => "text eq 'a'" }));
    const { status } = await coded('GET', '/tables/card', { user: 'ann', headers: track });
    expect(status).toBe(500);
    expect(log.mock.calls.join()).toContain('viewColumns');
    log.mockRestore();
  });
});

const tokenOf = (link: unknown): string =>
  parseQueryString(String(link)).find(({ name }) => name === '$deltatoken')?.value ?? '';
const withToken = (token: string) => `${query}&$deltatoken=${token}`;

describe('a token', () => {
  test('that the server did not make, or that is of another query, is refused', async () => {
    const { body } = await load(query);
    const token = tokenOf(body.deltaLink);
    const parts = parseOpaque(token);
    if (!Array.isArray(parts)) throw new Error('no token');
    const changed = parts.flatMap((part: unknown, at) =>
      [null, -1, 1.5, 'x', {}, 2 ** 60]
        .filter((other) => JSON.stringify(other) !== JSON.stringify(part))
        .map((other) => parts.with(at, other)),
    );
    // Any text may be an epoch: it is compared with the database's own.
    const wrong = changed.filter((other) => typeof other[4] !== 'string' || other[4] === parts[4]);
    const forged = ['', 'x', '%E2%98%83', token.slice(0, -3), printOpaque([...parts, 1]), ...wrong.map(printOpaque)];
    for (const text of forged) {
      const { status, body: problem } = await follow(withToken(text));
      expect([text, status, problem.code, problem.field]).toEqual([text, 400, 'invalid_query', '$deltatoken']);
    }
    const other = await follow(`$filter=true&$deltatoken=${token}`);
    expect([other.status, other.body.field]).toEqual([400, '$deltatoken']);
  });

  test('may come back with its options in another order', async () => {
    const { body } = await load(`__includeDeleted=true&${query}`);
    const turned = `${query}&$deltatoken=${tokenOf(body.deltaLink)}&__includeDeleted=true`;
    expect((await follow(turned)).status).toBe(200);
  });
});

const reasonOf = ({ status, body }: Received) => [status, body.code, body.reason];
const gone = (reason: string) => [410, 'resync_required', reason];

describe('a link is called back with 410', () => {
  test('expired, when what came after it may have been collected', async () => {
    await insert(query, 0);
    const { body } = await load(query);
    await insert(query, 1);
    await insert(query, 2);
    const [rows] = await db.read([{ sql: 'SELECT max(updatedAt) - 1 AS seq FROM todoitem', params: [] }]);
    await run("INSERT INTO sync_floor (tbl, seq) VALUES ('todoitem', ?1)", Number(rows?.[0]?.seq));
    expect(reasonOf(await follow(body.deltaLink))).toEqual(gone('expired'));
    const { body: anew } = await load(query);
    expect((await follow(anew.deltaLink)).status).toBe(200);
    await run('DELETE FROM sync_floor');
  });

  test('scope, when the user may see other records', async () => {
    let view = "list eq 'a'";
    const coded = serveCode(tableCode(card, { view: () => view }));
    const { body } = await coded('GET', '/tables/card', { user: 'ann', headers: track });
    const again = (user: string) => coded('GET', `/tables/card?${body.deltaLink}`, { user });
    expect((await again('ann')).status).toBe(200);
    expect(reasonOf(await again('bob'))).toEqual(gone('scope'));
    view = "list eq 'b'";
    expect(reasonOf(await again('ann'))).toEqual(gone('scope'));
  });

  test('schema, when a column that its query names is gone or has another type, but not when one is added', async () => {
    const { body } = await load(`${query} and text eq 'a'&$select=id,complete`);
    const servedWith = (columns: Parameters<typeof syncTable>[1]) =>
      createApp({ tables: [syncTable('todoitem', columns)], openDb: () => db }).fetch(
        new Request(`http://test.local/tables/todoitem?${body.deltaLink}`),
        {},
      );
    const answers = await Promise.all([
      servedWith({ text: string() }),
      servedWith({ text: boolean(), complete: boolean() }),
    ]);
    for (const answer of answers) {
      expect([answer.status, await answer.json()]).toMatchObject([410, { code: 'resync_required', reason: 'schema' }]);
    }
    await run('ALTER TABLE todoitem ADD COLUMN more text');
    expect((await servedWith({ text: string(), complete: boolean(), more: string() })).status).toBe(200);
  });

  test('rewound, when the journal lacks the write that it was read after, or the database has another epoch', async () => {
    await insert(query, 0);
    const { body } = await load(query);
    const restored = (token: string) => follow(withToken(token));
    const token = tokenOf(body.deltaLink);
    const parts = parseOpaque(token);
    if (!Array.isArray(parts)) throw new Error('no token');
    expect((await restored(printOpaque(parts))).status).toBe(200);
    expect(reasonOf(await restored(printOpaque(parts.with(3, 'f'.repeat(16)))))).toEqual(gone('rewound'));
    expect(reasonOf(await restored(printOpaque(parts.with(2, Number(parts[2]) + 1e9))))).toEqual(gone('rewound'));
    await run("INSERT INTO sync_epoch (id, epoch) VALUES (1, 'after the restore')");
    expect(reasonOf(await follow(body.deltaLink))).toEqual(gone('rewound'));
    await run('DELETE FROM sync_epoch');
  });

  test('and what to do, where the whole list is', async () => {
    const { body } = await load(query);
    const parts = parseOpaque(tokenOf(body.deltaLink));
    if (!Array.isArray(parts)) throw new Error('no token');
    const answer = await follow(withToken(printOpaque(parts.with(3, 'f'.repeat(16)))));
    expect(answer.body.detail).toContain('keep what waits to be sent');
  });
});

describe('the head of the journal', () => {
  const heads = async (): Promise<string> => (await load(query)).headers.get('x-sync-head') ?? '';

  test('is on every answer of dialect 3.0 that comes from the database, and names the last write', async () => {
    const id = uuid();
    const made = await ask('POST', '/tables/todoitem', { body: { id, text: 'a' } });
    const head = made.headers.get('x-sync-head');
    expect(head).toBe(`${Date.parse(String(made.body.updatedAt))}.${made.body.version}`);
    const path = `/tables/todoitem/${id}`;
    const stale = { 'If-Match': '"0000000000000000"' };
    const answers = [
      await ask('GET', path),
      await ask('GET', path, { headers: { 'If-None-Match': `"${made.body.version}"` } }),
      await ask('GET', `/tables/todoitem?${query}`),
      await ask('POST', '/tables/todoitem', { body: { id, text: 'other' } }),
      await ask('PATCH', path, { body: { text: 'other' }, headers: stale }),
      await ask('PATCH', `/tables/todoitem/${uuid()}`, { body: { text: 'b' } }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 304, 200, 409, 412, 404]);
    for (const { headers } of answers) expect(headers.get('x-sync-head')).toBe(head);
    const removed = await ask('DELETE', path);
    expect([removed.status, removed.headers.get('x-sync-head')]).toEqual([204, await heads()]);
  });

  test('is on the answers of tables with code', async () => {
    const coded = serveCode(tableCode(todoitem, { insert: async (_, next) => ({ ...(await next()), text: 'shown' }) }));
    const { headers } = await coded('POST', '/tables/todoitem', { body: { text: 'a' } });
    expect(headers.get('x-sync-head')).toBe(await heads());
  });

  test('proves, sent back with others, that a client’s history is the database’s', async () => {
    const head = await heads();
    const read = (path: string, text: string) => ask('GET', path, { headers: { 'x-sync-head': text } });
    const { body } = await ask('POST', '/tables/todoitem', { body: { text: 'a' } });
    for (const path of [`/tables/todoitem?${query}`, `/tables/todoitem/${body.id}`]) {
      expect((await read(path, `${head}, ${await heads()},0.0000000000000000`)).status).toBe(200);
      expect(reasonOf(await read(path, `${head},${head.replace(/\..*/, `.${'f'.repeat(16)}`)}`))).toEqual(
        gone('rewound'),
      );
      expect(reasonOf(await read(path, `9${head}`))).toEqual(gone('rewound'));
    }
  });

  test.each([
    '',
    'x',
    '1',
    '1.2',
    '-1.0000000000000000',
    Array(9)
      .fill(`1.${'0'.repeat(16)}`)
      .join(),
  ])('is refused as "%s"', async (text) => {
    const { status, body } = await ask('GET', '/tables/todoitem', { headers: { 'x-sync-head': text } });
    expect([status, body.code, body.field]).toEqual([400, 'invalid_precondition', 'x-sync-head']);
  });
});
