import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { defaultIssuer } from '../../src/auth/settings.ts';
import { openDatabase } from '../../src/env.ts';
import { number, string } from '../../src/table/column.ts';
import { type SyncTable, syncTable } from '../../src/table/sync-table.ts';
import { testDatabase } from './database.ts';
import { testFetch } from './fetch.ts';
import * as tables from './tables.ts';

const origin = 'http://test.local';

const ware = syncTable('ware', {
  name: string(),
  margin: number({ access: 'hidden' }),
  price: number({ access: 'readOnly' }),
  sku: string({ access: 'writeOnce' }),
});

const browserOf = (secret: string | undefined, browsed: readonly SyncTable[] = Object.values(tables)) =>
  createApp({
    tables: browsed,
    openDb: () => openDatabase(testDatabase(env)),
    auth: () => ({ secret: undefined, issuer: defaultIssuer, trusted: [], providers: [], origins: [] }),
    adminSecret: () => secret,
  });
const browser = browserOf('open sesame');

const credentials = (password: string): Record<string, string> => ({
  Authorization: `Basic ${btoa(`ann:${password}`)}`,
});

const see = async (path: string, init: RequestInit = {}, app = browser): Promise<string> => {
  const headers = { ...credentials('open sesame'), Origin: origin, ...init.headers };
  const answer = await app.fetch(new Request(`${origin}${path}`, { ...init, headers }), env);
  expect(answer.status).toBe(200);
  return answer.text();
};
const send = (path: string, form: Record<string, string>): Promise<string> =>
  see(path, { method: 'POST', body: new URLSearchParams(form) });
const unescaped = (page: string): string => page.replaceAll('&quot;', '"').replaceAll('&amp;', '&');

/** What the form of a record would send. */
const versionOn = (page: string): string =>
  /name="version" value="(?<version>[^"]*)"/.exec(page)?.groups?.version ?? '';

let id: string;
beforeEach(async () => {
  id = `r${crypto.randomUUID()}`;
  const body = JSON.stringify({ id, text: '<b>milk</b>' });
  await testFetch('/tables/todoitem', {
    method: 'POST',
    body,
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': `"phone-${id}:7"` },
  });
});

describe('/admin is closed', () => {
  test.each([
    ['without a secret', undefined, {}, 404],
    ['with an empty secret', '', credentials(''), 404],
    ['to nobody', 'x', {}, 401],
    ['to a wrong password', 'x', credentials('y'), 401],
    ['to an empty password', 'x', credentials(''), 401],
  ] as const)('%s', async (_, secret, headers, status) => {
    for (const path of ['/admin', '/admin/journal', '/admin/tables/todoitem', '/admin/tables/todoitem/record?id=a']) {
      const answer = await browserOf(secret).fetch(new Request(`${origin}${path}`, { headers: { ...headers } }), env);
      expect([path, answer.status]).toEqual([path, status]);
      await answer.body?.cancel();
    }
  });

  test('to forms of other sites', async () => {
    const headers = { ...credentials('open sesame'), Origin: 'https://evil.test' };
    const request = new Request(`${origin}/admin/tables/todoitem/record`, {
      method: 'POST',
      headers,
      body: new URLSearchParams({ id, action: 'Delete' }),
    });
    expect((await browser.fetch(request, env)).status).toBe(403);
    expect((await testFetch(`/tables/todoitem/${id}`)).status).toBe(200);
  });
});

describe('/admin shows', () => {
  test('tables with their columns and counts', async () => {
    const page = await see('/admin');
    expect(page).toMatch(/todoitem<\/a>\s*<\/td>\s*<td>[1-9]\d*<\/td>/);
    expect(page).toContain('text string, complete boolean');
    expect(page).toContain('of each user');
  });

  test('records that a filter finds, in the order that was asked for, with nothing of them as markup', async () => {
    const filter = encodeURIComponent(`id eq '${id}'`);
    const page = await see(`/admin/tables/todoitem?filter=${filter}&orderby=text%20desc`);
    expect(page).toContain('&lt;b&gt;milk&lt;/b&gt;');
    expect(page).toContain('1 records');
  });

  test('what is wrong with a filter', async () => {
    expect(await see('/admin/tables/todoitem?filter=colour%20eq%201')).toMatch(/role="alert">[^<]*colour/);
  });

  test('page after page', async () => {
    const first = await see('/admin/tables/paged');
    expect(first).toContain('There are none.');
    for (let at = 0; at < 26; at += 1)
      await send('/admin/tables/paged/insert', { action: 'Insert', json: `{"id":"p${100 + at}"}` });
    const next = /<a href="(?<next>[^"]*)">Next page/.exec(await see('/admin/tables/paged'))?.groups?.next ?? '';
    const second = await see(unescaped(next));
    expect([second.includes('p124'), second.includes('p125'), second.includes('Next page')]).toEqual([
      false,
      true,
      false,
    ]);
  });

  test('the last writes, and the devices that made them', async () => {
    expect(await see('/admin/journal')).toContain(id);
    expect(await see('/admin/devices')).toContain(`phone-${id}`);
  });

  test('of devices that only read, that it knows of none', async () => {
    const before = await see('/admin/devices');
    const headers = { 'X-Request-Id': `reader-${id}`, 'X-ZUMO-INSTALLATION-ID': `reader-${id}` };
    await testFetch('/tables/todoitem', { headers });
    expect(await see('/admin/devices')).toBe(before);
    expect(before).toMatch(/only pulls is not here: reading leaves nothing in the\s+database/);
  });

  test('records of the user whom the operator acts as, and of no other', async () => {
    await send('/admin/tables/diary/insert?as=alice', { action: 'Insert', json: `{"id":"${id}","text":"mine"}` });
    expect(await see(`/admin/tables/diary/record?as=alice&id=${id}`)).toContain('mine');
    expect(await see(`/admin/tables/diary/record?as=bob&id=${id}`)).toContain('The item does not exist');
    expect(await see('/admin/tables/diary')).toMatch(/role="alert">[^<]*Sign in/);
  });
});

describe('/admin changes', () => {
  const at = () => `/admin/tables/todoitem/record?id=${id}`;
  const form = '/admin/tables/todoitem/record';

  test('a record, on the version that it showed', async () => {
    const version = versionOn(await see(at()));
    expect(await send(form, { id, version, action: 'Save', json: '{"text":"bread"}' })).toContain('Save: done.');
    const refused = await send(form, { id, version, action: 'Save', json: '{"text":"eggs"}' });
    expect(refused).toMatch(/role="alert">[^<]*changed meanwhile/);
    expect(unescaped(refused)).toContain('{"text":"eggs"}');
    expect(await see(at())).toContain('bread');
    expect(await send(form, { id, version: versionOn(refused), action: 'Save', json: '{"text":"eggs"}' })).toContain(
      'done',
    );
    expect(await see(at())).toContain('eggs');
  });

  test('a record to a tombstone, and back', async () => {
    const removed = await send(form, { id, version: versionOn(await see(at())), action: 'Delete' });
    expect(removed).toContain('Delete: done.');
    expect((await testFetch(`/tables/todoitem/${id}`)).status).toBe(410);
    expect(await see(`/admin/tables/todoitem?deleted=1&filter=${encodeURIComponent(`id eq '${id}'`)}`)).toContain(
      'class="deleted"',
    );
    expect(await send(form, { id, version: versionOn(removed), action: 'Undelete' })).toContain('Undelete: done.');
    expect((await testFetch(`/tables/todoitem/${id}`)).status).toBe(200);
  });

  test('what clients may write, and offers nothing else', async () => {
    const empty = unescaped(await see('/admin/tables/ware/insert', {}, browserOf('open sesame', [ware])));
    expect(empty).toContain('{\n  "id": "",\n  "name": null,\n  "sku": null\n}');
  });

  test.each([
    ['JSON that is none', '{"text":', 'JSON'],
    ['a member that is no column', '{"colour":1}', 'colour'],
    ['an id that is taken', '', 'there already'],
  ])('nothing for %s, and keeps what was typed', async (_, json, said) => {
    const typed = json === '' ? JSON.stringify({ id, text: 'another' }) : json;
    const page = unescaped(await send('/admin/tables/todoitem/insert', { action: 'Insert', json: typed }));
    expect(page).toMatch(new RegExp(`role="alert">[^<]*${said}`));
    expect(page).toContain(typed);
  });
});
