/** What a batch may be, and how large: envelopes of every kind, and answers that are never a failure of the server. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs } from '../runs.ts';
import { sendBatch } from './batch.ts';
import { uuid } from './db/operations.ts';
import { testFetch } from './fetch.ts';

const json = { 'Content-Type': 'application/json' };
const post = async (body: string, headers: Record<string, string> = json) => {
  const answer = await testFetch('/$batch', { method: 'POST', headers, body });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, text, body: text === '' ? undefined : JSON.parse(text) };
};
const read = { id: '1', method: 'get', url: '/tables/todoitem/none' };
const requests = (...each: readonly unknown[]): string => JSON.stringify({ requests: each });

describe('a batch as a whole', () => {
  test.each<[string, string, number, string]>([
    ['that is not JSON', '{', 400, 'malformed_json'],
    ['that is empty', '', 400, 'malformed_json'],
    ['that is a list', '[]', 400, 'invalid_batch'],
    ['that is null', 'null', 400, 'invalid_batch'],
    ['without requests', '{}', 400, 'invalid_batch'],
    ['whose requests are no list', '{"requests":{"length":1}}', 400, 'invalid_batch'],
    ['with a request that is no object', requests(read, 1), 400, 'invalid_batch'],
    ['with a request without an id', requests({ ...read, id: undefined }), 400, 'invalid_batch'],
    ['with an id that is a number', requests({ ...read, id: 1 }), 400, 'invalid_batch'],
    ['with an empty id', requests({ ...read, id: '' }), 400, 'invalid_batch'],
    ['with a long id', requests({ ...read, id: 'a'.repeat(256) }), 400, 'invalid_batch'],
    ['with an id twice', requests(read, read), 400, 'invalid_batch'],
    ['with a group that is no text', requests({ ...read, atomicityGroup: null }), 400, 'invalid_batch'],
    [
      'with a group that is named as a request',
      requests(read, { ...read, id: '2', atomicityGroup: '1' }),
      400,
      'invalid_batch',
    ],
    ['with a group named as its request', requests({ ...read, atomicityGroup: '1' }), 400, 'invalid_batch'],
    [
      'with a group in two places',
      requests({ ...read, atomicityGroup: 'g' }, { ...read, id: '2' }, { ...read, id: '3', atomicityGroup: 'g' }),
      400,
      'invalid_batch',
    ],
    [
      'of 1,001 requests',
      requests(...Array.from({ length: 1001 }, (_, at) => ({ ...read, id: `${at}` }))),
      400,
      'too_many_in_batch',
    ],
    ['of more than 4 MB', requests({ ...read, body: 'a'.repeat(4 * 1024 * 1024) }), 413, 'body_too_large'],
  ])('%s is refused, and nothing of it is done', async (_, body, status, code) => {
    const answer = await post(body);
    expect(answer).toMatchObject({ status, body: { code, detail: expect.stringMatching(/\.$/) } });
  });

  test('of another type is refused', async () => {
    expect(await post('--a', { 'Content-Type': 'multipart/mixed; boundary=a' })).toMatchObject({
      status: 415,
      body: { code: 'unsupported_media_type' },
    });
  });

  test('of nothing is answered by nothing', async () => {
    expect((await post('{"requests":[]}')).body).toEqual({ responses: [] });
  });

  test('is posted, and nothing else', async () => {
    const answer = await testFetch('/$batch');
    expect([answer.status, answer.headers.get('Allow')]).toEqual([405, 'POST']);
  });

  test('is shared with pages, and stored by nobody', async () => {
    const { headers } = await post('{"requests":[]}', { ...json, Origin: 'http://localhost:3000' });
    expect(headers.get('Access-Control-Allow-Origin')).toBe('http://localhost:3000');
    expect(headers.get('Cache-Control')).toContain('no-cache');
  });
});

describe('a request of a batch', () => {
  test.each<[string, object, number, string]>([
    ['without a method', { method: undefined }, 400, 'invalid_request'],
    ['with a method that is no text', { method: 1 }, 400, 'invalid_request'],
    ['with a method that there is not', { method: 'constructor' }, 405, 'method_not_allowed'],
    ['with a method that no address takes', { method: 'PROPFIND' }, 405, 'method_not_allowed'],
    ['without an address', { url: undefined }, 400, 'invalid_request'],
    ['to another origin', { url: 'https://example.com/tables/todoitem' }, 400, 'invalid_request'],
    ['to another origin without a scheme', { url: '//example.com/tables/todoitem' }, 400, 'invalid_request'],
    ['to an address that is none', { url: 'http://' }, 400, 'invalid_request'],
    ['to a batch', { method: 'post', url: '/$batch', body: { requests: [] } }, 404, 'unknown_route'],
    ['to the address of a request before it', { url: '$1' }, 404, 'unknown_route'],
    ['to the root', { url: '/' }, 404, 'unknown_route'],
    ['to the tables', { url: '/tables' }, 404, 'unknown_route'],
    ['to no table', { url: '/tables/' }, 404, 'unknown_route'],
    ['to a route of the app', { url: '/api/runtimeInfo' }, 404, 'unknown_route'],
    ['to something below a record', { url: '/tables/todoitem/a/b' }, 404, 'unknown_route'],
    ['to an unknown table', { url: '/tables/none' }, 404, 'unknown_table'],
    ['to a table that does not take it', { url: '/tables/closed' }, 405, 'operation_disabled'],
    ['to an address that is too long', { url: `/tables/todoitem?a=${'a'.repeat(8192)}` }, 414, 'address_too_long'],
    ['to an address with a bad escape', { url: '/tables/todoitem/%ff' }, 400, 'invalid_address'],
    ['to an address with a bad escape in its query', { url: '/tables/todoitem?$filter=%' }, 400, 'invalid_address'],
    ['with headers that are a list', { headers: [] }, 400, 'invalid_request'],
    ['with a header that is a number', { headers: { 'If-Match': 1 } }, 400, 'invalid_request'],
    ['with a header of two lines', { headers: { 'If-Match': '"a"\n"b"' } }, 400, 'invalid_request'],
    ['with a header without a name', { headers: { '': 'a' } }, 400, 'invalid_request'],
    ['with a dependency that is no list', { dependsOn: 'a' }, 400, 'invalid_request'],
    ['with a dependency that is no text', { dependsOn: [1] }, 400, 'invalid_request'],
    ['with a condition', { if: '$1/id eq 1' }, 400, 'invalid_request'],
    ['with a body that is a list', { method: 'post', url: '/tables/todoitem', body: [] }, 400, 'invalid_body'],
    ['with a body that is null', { method: 'post', url: '/tables/todoitem', body: null }, 400, 'invalid_body'],
    ['without the body it needs', { method: 'post', url: '/tables/todoitem' }, 415, 'unsupported_media_type'],
    [
      'with a query that is no text',
      { method: 'post', url: '/tables/todoitem/$query', headers: { 'content-type': 'text/plain' }, body: {} },
      400,
      'invalid_request',
    ],
    [
      'with a body of more than 1 MB',
      { method: 'post', url: '/tables/todoitem', body: { text: 'é'.repeat(600_000) } },
      413,
      'body_too_large',
    ],
  ])('%s is refused by itself', async (_, wrong, status, code) => {
    const { body } = await post(requests({ ...read, ...wrong }, { ...read, id: '2' }));
    expect(body.responses).toMatchObject([
      { id: '1', status, body: { code } },
      { id: '2', status: 404 },
    ]);
  });

  test('tells which methods its address takes', async () => {
    const [part] = await sendBatch([{ method: 'delete', url: '/tables/todoitem' }]);
    expect(part).toMatchObject({ status: 405, headers: { allow: 'GET, POST, PATCH' } });
  });
});

describe('answers that come to many bytes', () => {
  test('leave out reads that can be asked again, never writes, and never the only answer', async () => {
    const ids = Array.from({ length: 4 }, uuid);
    const text = 'a'.repeat(900_000);
    const inserted = await sendBatch(
      ids.map((id) => ({ method: 'post', url: '/tables/todoitem', body: { id, text } })),
    );
    expect(inserted.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    const list = { method: 'get', url: `/tables/todoitem?$filter=id in (${ids.map((id) => `'${id}'`)})` };
    const parts = await sendBatch([
      list,
      list,
      list,
      { method: 'get', url: `/tables/todoitem/${ids[0]}?$select=id` },
      ...ids.map((id) => ({ method: 'patch', url: `/tables/todoitem/${id}`, body: { complete: true } })),
    ]);
    expect(parts.map(({ status }) => status)).toEqual([200, 200, 503, 200, 200, 200, 200, 200]);
    expect(parts[2]?.body).toMatchObject({ code: 'batch_full', retryable: true });
  });
});

const anything = fc.jsonValue({ maxDepth: 2 });
const someOf = (...known: readonly unknown[]) =>
  fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...known) }, anything);
const headerName = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('If-Match', 'idempotency-key', 'Tidemark-After', 'content-type') },
  fc.string(),
);
const request = fc.record(
  {
    id: someOf('1', '2', '3', '4', '5'),
    method: someOf('get', 'POST', 'patch', 'put', 'delete', 'head', ''),
    url: fc.oneof(
      someOf('/tables/todoitem', 'tables/todoitem/a', '/tables/diary/%00', '/tables/note/a?$filter=x', '/$batch', '$1'),
      fc.webUrl(),
      fc.string().map((text) => `/tables/${text}`),
    ),
    headers: fc.oneof(fc.dictionary(headerName, fc.string()), anything),
    body: fc.oneof(fc.record({ id: fc.string(), text: fc.string() }, { requiredKeys: [] }), anything),
    dependsOn: fc.oneof(fc.array(fc.constantFrom('1', '2', '3', 'g'), { maxLength: 2 }), anything),
    atomicityGroup: someOf('g', 'h'),
  },
  { requiredKeys: [] },
);

test('no batch is a failure of the server, and each request has its answer', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(anything, fc.array(request, { maxLength: 6 })), async (sent) => {
      const { status, body } = await post(JSON.stringify({ requests: sent }));
      expect(status).toBeLessThan(500);
      if (status !== 200 || !Array.isArray(sent)) return;
      expect(body.responses).toHaveLength(sent.length);
      for (const part of body.responses) expect([part, part.status < 500]).toEqual([part, true]);
    }),
    runs(300),
  );
});
