import { describe, expect, test } from 'vitest';
import { caseSchema } from '../conformance/case.ts';
import type { Json } from '../conformance/expectation.ts';
import { fillJson, fillText, type Names } from '../conformance/placeholder.ts';
import { type Fetch, runCase } from '../conformance/run-case.ts';

/** A case of the table that most are of. */
const caseOf = (dialect: string, steps: readonly object[]) =>
  caseSchema.parse({ number: 16, title: 'An example.', dialect, table: 'todoitem', steps });

describe('a placeholder', () => {
  const names: Names = new Map<string, Json>([
    ['at', '2016-01-02T03:04:05.678Z'],
    ['count', 2],
  ]);

  test.each([
    ['{at:http-date}', 'Sat, 02 Jan 2016 03:04:05 GMT'],
    ['{at:http-date+60}', 'Sat, 02 Jan 2016 03:05:05 GMT'],
    ['{repeat:ab*3}', 'ababab'],
    ['{count}', 2],
    ['{count} records', '2 records'],
    ['{{count}}', '{2}'],
    ['{"a":1}', '{"a":1}'],
    ['^[0-9]{4}$', '^[0-9]{4}$'],
  ])('in %j is filled in as %j', (text, filled) => {
    expect(fillJson({ member: [text] }, names)).toEqual({ member: [filled] });
  });

  test('of a fresh id is the same throughout a run, and another one in the next', () => {
    const run: Names = new Map();
    const id = fillText('{uuid}', run);
    expect(fillText('{uuid} {uuid}', run)).toBe(`${id} ${id}`);
    expect(fillText('{uuid2}', run)).not.toBe(id);
    expect(fillText('{uuid}', new Map())).not.toBe(id);
  });

  test('in a path is percent-encoded', () => {
    expect(fillText('/tables/t/{id}', new Map([['id', 'a/b ü']]), encodeURIComponent)).toBe('/tables/t/a%2Fb%20%C3%BC');
  });

  test('of a value that was not saved is an error', () => {
    expect(() => fillText('{nothing}', new Map())).toThrow('Nothing is saved as "nothing".');
  });
});

describe('running a case', () => {
  const example = caseOf('both', [
    {
      method: 'POST',
      path: '/tables/todoitem',
      headers: { 'Content-Type': null },
      body: { id: 'a' },
      expect: { status: 201, headers: { ETag: '"{version}"' } },
      save: { version: 'body.version' },
    },
    {
      dialect: '3.0',
      method: 'GET',
      path: '/tables/todoitem/a',
      query: { $select: 'a b' },
      headers: { 'If-None-Match': '"{version}"' },
      expect: { status: [200, 304], body: { $absent: true } },
    },
  ]);

  /** A server that answers every POST with the ETag, everything else with the text. */
  function serverOf(etag: string, text: string): { readonly sent: string[]; readonly fetch: Fetch } {
    const sent: string[] = [];
    const fetch: Fetch = async (url, { method, headers, body }) => {
      sent.push(`${method} ${url} ${JSON.stringify(headers)} ${body === null ? '' : new TextDecoder().decode(body)}`);
      return method === 'POST'
        ? new Response('{"version":"v1"}', { status: 201, headers: { etag } })
        : new Response(text);
    };
    return { sent, fetch };
  }

  test('sends the steps of each dialect with its version, and is content', async () => {
    const { sent, fetch } = serverOf('"v1"', '');
    expect(await runCase(example, fetch, 'http://host')).toEqual({ ok: true });
    expect(sent).toEqual([
      'POST http://host/tables/todoitem {"zumo-api-version":"2.0.0","accept":"application/json"} {"id":"a"}',
      'POST http://host/tables/todoitem {"zumo-api-version":"3.0.0","accept":"application/json"} {"id":"a"}',
      'GET http://host/tables/todoitem/a?%24select=a%20b {"zumo-api-version":"3.0.0","accept":"application/json","if-none-match":"\\"v1\\""} ',
    ]);
  });

  test.each([
    ['W/"v1"', '', 'Step 1 (2.0): header ETag is "W/\\"v1\\"", expected "\\"v1\\"".'],
    ['"v1"', 'no JSON', 'Step 2 (3.0): body is "no JSON", expected {"$absent":true}.'],
  ])('stops at an answer that was not expected, and shows it: ETag %s, body %j', async (etag, text, sentence) => {
    const outcome = await runCase(example, serverOf(etag, text).fetch, 'http://host');
    expect(outcome).toMatchObject({ ok: false, failed: expect.stringContaining(sentence) });
  });

  test('stops at a status that was not expected, and shows request and answer', async () => {
    const fetch: Fetch = async () => new Response('{"error":"no"}', { status: 500 });
    expect(await runCase(example, fetch, 'http://host')).toEqual({
      ok: false,
      failed:
        'Step 1 (2.0): status is 500, expected 201.\n' +
        '  POST /tables/todoitem {"zumo-api-version":"2.0.0","accept":"application/json"} "{\\"id\\":\\"a\\"}"\n' +
        '  -> 500 {"error":"no"}',
    });
  });

  test('stops at an answer that lacks what is to be saved', async () => {
    const fetch: Fetch = async () => new Response('{}', { status: 201 });
    const outcome = await runCase(example, fetch, 'http://host');
    expect(outcome).toMatchObject({ failed: expect.stringContaining('body.version is absent') });
  });
});

describe('a list', () => {
  /** A case of one list that follows its links; `part` is its expectation besides the status. */
  const listing = (dialect: '2.0' | '3.0', part: object) =>
    caseOf(dialect, [{ method: 'GET', path: '/tables/todoitem?a=1', follow: true, expect: { status: 200, ...part } }]);

  const items = (ids: readonly string[], nextLink?: string) => JSON.stringify({ items: ids.map(toRow), nextLink });
  const toRow = (id: string) => ({ id });

  /** A server of pages by address; the second part of a page is its Link header. */
  const serverOf = (pages: { readonly [url: string]: string | readonly [string, string] }): Fetch => {
    return async (url) => {
      const [body = '', link] = [pages[url] ?? []].flat();
      return new Response(body, link === undefined ? {} : { headers: { Link: link } });
    };
  };
  const first = 'http://host/tables/todoitem?a=1';

  test.each([
    ['the query of the same address', 'skip=2', 'http://host/tables/todoitem?skip=2'],
    ['a path', '/tables/other?skip=2', 'http://host/tables/other?skip=2'],
    ['an address', 'http://elsewhere/x?skip=2', 'http://elsewhere/x?skip=2'],
  ])('goes on behind a link that is %s', async (_, link, second) => {
    const fetch = serverOf({ [first]: items(['a', 'b'], link), [second]: items(['c']) });
    const all = listing('3.0', { pages: [2, 1], rows: [{ id: 'a' }, { id: 'b' }, { id: 'c' }] });
    expect(await runCase(all, fetch, 'http://host')).toEqual({ ok: true });
  });

  test('goes on behind the Link header of old servers, with or without a total', async () => {
    const fetch = serverOf({
      [first]: ['{"results":[{"id":"a"}],"count":2}', 'http://host/2; rel=next'],
      'http://host/2': ['[{"id":"b"}]', 'http://host/3; rel=next'],
      'http://host/3': '[]',
    });
    const all = listing('2.0', { pages: [1, 1, 0], rows: [{ id: 'a' }, { id: 'b' }] });
    expect(await runCase(all, fetch, 'http://host')).toEqual({ ok: true });
  });

  test.each([
    ['pages of other sizes', { pages: [1, 2] }, 'the sizes of pages[0] is 2, expected 1.'],
    ['fewer pages', { pages: [2, 1, 0] }, 'the sizes of pages is [2,1], expected an array of 3.'],
    ['other records', { rows: [toRow('a'), toRow('b'), toRow('d')] }, 'rows[2].id is "c", expected "d".'],
    ['another body on some page', { body: { nextLink: 'skip=2' } }, 'body.nextLink is absent, expected "skip=2".'],
  ])('that has %s than expected fails the case', async (_, part, sentence) => {
    const fetch = serverOf({
      [first]: items(['a', 'b'], 'skip=2'),
      'http://host/tables/todoitem?skip=2': items(['c']),
    });
    const failed = `Step 1 (3.0): ${sentence}\n  GET /tables/todoitem?skip=2`;
    expect(await runCase(listing('3.0', part), fetch, 'http://host')).toMatchObject({
      failed: expect.stringContaining(failed),
    });
  });

  test('whose links do not end fails the case', async () => {
    const fetch = serverOf({ [first]: items(['a'], 'a=1') });
    expect(await runCase(listing('3.0', {}), fetch, 'http://host')).toMatchObject({
      failed: expect.stringContaining('the links go on behind 100 pages'),
    });
  });

  test('that is none has no records', async () => {
    const outcome = await runCase(listing('3.0', { rows: [] }), serverOf({ [first]: '{"a":1}' }), 'http://host');
    expect(outcome).toMatchObject({ failed: expect.stringContaining('rows is absent, expected an array of 0') });
  });
});

describe('a link that was saved', () => {
  const following = (path: string, part: object = {}) =>
    caseOf('3.0', [
      { method: 'GET', path, follow: true, expect: { status: 200 }, save: { delta: 'body.deltaLink' } },
      { method: 'GET', path, link: '{delta}', expect: { status: 200, ...part } },
    ]);

  /** A server of two pages, whose last has a link; it keeps what it was asked for behind that. */
  function serverOf(deltaLink: string, changes = '{"items":[]}'): { readonly sent: string[]; readonly fetch: Fetch } {
    const sent: string[] = [];
    const fetch: Fetch = async (url) => {
      if (url === 'http://host/tables/todoitem?a=1') return new Response('{"items":[],"nextLink":"b=2"}');
      if (url === 'http://host/tables/todoitem?b=2') return new Response(JSON.stringify({ items: [], deltaLink }));
      sent.push(url);
      return new Response(changes);
    };
    return { sent, fetch };
  }

  test.each([
    ['the query of its own address', 'c=3', 'http://host/tables/todoitem?c=3'],
    ['a path', '/tables/todoitem?c=%20', 'http://host/tables/todoitem?c=%20'],
    ['an address', 'http://elsewhere/x?c=3', 'http://elsewhere/x?c=3'],
  ])('is that of the last page, and is followed as it is where it is %s', async (_, link, url) => {
    const { sent, fetch } = serverOf(link);
    expect(await runCase(following('/tables/todoitem?a=1'), fetch, 'http://host')).toEqual({ ok: true });
    expect(sent).toEqual([url]);
  });

  test('tells of records of the case, and of others, which are passed over where its own are expected', async () => {
    const made = caseOf('3.0', [
      { method: 'GET', path: '/tables/todoitem', expect: { status: 200, own: [] } },
      { method: 'DELETE', path: '/tables/todoitem/{uuid}', expect: { status: 200 } },
      {
        method: 'GET',
        path: '/tables/todoitem',
        expect: { status: 200, own: [{ id: '{uuid}' }, { id: '{uuid}-2' }] },
      },
    ]);
    let id = 'none';
    const fetch: Fetch = async (url, { method }) => {
      if (method === 'DELETE') id = url.slice(url.lastIndexOf('/') + 1);
      return new Response(JSON.stringify({ items: [{ id: 'other' }, { id }, { text: 'a' }, { id: `${id}-2` }] }));
    };
    expect(await runCase(made, fetch, 'http://host')).toEqual({ ok: true });
    const changed = following('/tables/todoitem?a=1', { own: [{ id: 'a' }] });
    expect(await runCase(changed, serverOf('c=3').fetch, 'http://host')).toMatchObject({
      failed: expect.stringContaining('own is [], expected an array of 1'),
    });
  });

  test('stands alone, without a query', () => {
    const step = { method: 'GET', path: '/tables/todoitem', link: 'a', query: { a: '1' }, expect: { status: 200 } };
    const both = { number: 301, title: 'Both.', dialect: '3.0', table: 'todoitem', steps: [step] };
    expect(caseSchema.safeParse(both).success).toBe(false);
  });
});

test('a step is repeated with a number of its own each time', async () => {
  const repeating = caseOf('3.0', [
    { method: 'DELETE', path: '/tables/todoitem/a{n}', repeat: 3, expect: { status: 204 } },
  ]);
  const sent: string[] = [];
  const fetch: Fetch = async (url) => {
    sent.push(url);
    return new Response(null, { status: 204 });
  };
  expect(await runCase(repeating, fetch, 'http://host')).toEqual({ ok: true });
  expect(sent).toEqual(['000', '001', '002'].map((n) => `http://host/tables/todoitem/a${n}`));
});
