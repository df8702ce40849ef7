import { describe, expect, test } from 'vitest';
import { uuid } from './db/operations.ts';
import { testFetch } from './fetch.ts';

type Json = Record<string, unknown>;
const versions = ['2.0.0', '3.0.0'];

const send = (version: string, method: string, path: string, body?: BodyInit, headers: Record<string, string> = {}) =>
  testFetch(path, {
    method,
    headers: { 'ZUMO-API-VERSION': version, 'Content-Type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body }),
  });

const count = async (table: string): Promise<unknown> => {
  const answer: Json = await (await testFetch(`/tables/${table}?$count=true&$top=0`)).json();
  return answer.count;
};

const kitchen = (member: string, value: unknown) => JSON.stringify({ [member]: value });
const deep = (levels: number) => `{"meta":${'['.repeat(levels)}${']'.repeat(levels)}}`;
const bytes = (...codes: number[]) => new Uint8Array(codes);

describe.each(versions)('in dialect %s, a body is refused', (version) => {
  test.each<[string, BodyInit, number, string, string | undefined]>([
    ['that is cut off', '{"text":', 400, 'malformed_json', undefined],
    ['that is empty', '', 400, 'malformed_json', undefined],
    ['that is not UTF-8', bytes(0x22, 0xff, 0x22), 400, 'malformed_json', undefined],
    ['that is null', 'null', 400, 'invalid_body', undefined],
    ['that is a list', '[]', 400, 'invalid_body', undefined],
    ['that is text', '"text"', 400, 'invalid_body', undefined],
    ['with text for a number', kitchen('value', '5'), 400, 'invalid_field', 'value'],
    ['with a number that overflows', '{"value":1e999}', 400, 'invalid_field', 'value'],
    ['with a fraction for an integer', kitchen('count', 1.5), 400, 'invalid_field', 'count'],
    ['with an integer over 2^53', '{"count":9007199254740993}', 400, 'invalid_field', 'count'],
    ['with a number for a boolean', kitchen('complete', 1), 400, 'invalid_field', 'complete'],
    ['with a number for text', kitchen('text', 5), 400, 'invalid_field', 'text'],
    ['with a lone surrogate', '{"text":"\\ud800"}', 400, 'invalid_field', 'text'],
    ['with a NUL character', kitchen('text', 'a\u0000b'), 400, 'invalid_field', 'text'],
    ['with a lone surrogate deep in JSON', '{"meta":{"a":["\\udfff"]}}', 400, 'invalid_field', 'meta'],
    ['with no date', kitchen('due', 'tomorrow'), 400, 'invalid_field', 'due'],
    ['with a 30th of February', kitchen('due', '2026-02-30T00:00:00Z'), 400, 'invalid_field', 'due'],
    ['with a bigint that is none', kitchen('big', '12a'), 400, 'invalid_field', 'big'],
    ['with JSON nested too deep', deep(33), 400, 'invalid_field', 'meta'],
    ['with JSON nested absurdly deep', deep(100_000), 400, 'invalid_field', 'meta'],
    ['with a number that overflows deep in JSON', '{"meta":{"a":[-1e999]}}', 400, 'invalid_field', 'meta'],
    ['with an unknown member', kitchen('colour', 'red'), 400, 'unknown_field', 'colour'],
    ['with __proto__', '{"__proto__":{"text":"x"}}', 400, 'unknown_field', '__proto__'],
    ['with __proto__ deep in JSON', '{"meta":{"__proto__":1}}', 400, 'invalid_field', 'meta'],
    ['with constructor', '{"constructor":1}', 400, 'unknown_field', 'constructor'],
    ['with an id that is a number', kitchen('id', 5), 400, 'invalid_id', 'id'],
    ['with an id that is too long', kitchen('id', 'x'.repeat(256)), 400, 'invalid_id', 'id'],
    ['with an id with a control character', kitchen('id', 'a\u0007b'), 400, 'invalid_id', 'id'],
    ['with an id with a lone surrogate', '{"id":"a\\ud800"}', 400, 'invalid_id', 'id'],
    ['with an id that no address can name', kitchen('id', '..'), 400, 'invalid_id', 'id'],
    ['of more than a megabyte', kitchen('text', 'x'.repeat(1_048_600)), 413, 'body_too_large', undefined],
  ])('%s', async (_, body, status, code, field) => {
    const before = await count('kitchen');
    const answer = await send(version, 'POST', '/tables/kitchen', body);
    const problem: Json = await answer.json();
    expect([answer.status, problem.code, problem.field]).toEqual([status, code, field]);
    expect(String(problem.error)).toMatch(/\w+.*\.$/);
    if (field !== undefined && code !== 'invalid_id') expect(problem.error).toContain(field);
    expect(await count('kitchen')).toBe(before);
  });

  test('of a type that is not JSON, or compressed', async () => {
    const typed = await send(version, 'POST', '/tables/todoitem', '{}', { 'Content-Type': 'text/plain' });
    const packed = await send(version, 'POST', '/tables/todoitem', '{}', { 'Content-Encoding': 'gzip' });
    expect([typed.status, packed.status]).toEqual([415, 415]);
  });

  test('without a member that is required, or with one that is too long', async () => {
    const missing: Json = await (await send(version, 'POST', '/tables/strict', '{}')).json();
    expect(missing).toMatchObject({ code: 'missing_field', field: 'title' });
    const none: Json = await (await send(version, 'POST', '/tables/strict', '{"title":null}')).json();
    expect(none).toMatchObject({ code: 'invalid_field', field: 'title' });
    const long = JSON.stringify({ title: 'x'.repeat(101) });
    const tooLong: Json = await (await send(version, 'POST', '/tables/strict', long)).json();
    expect(tooLong).toMatchObject({ code: 'invalid_field', field: 'title' });
  });
});

describe.each(versions)('in dialect %s, an address is refused', (version) => {
  test.each([
    ['GET', '/tables/nothing', 404],
    ['GET', '/tables/sync_journal', 404],
    ['GET', '/tables/todoitem/%zz', 400],
    ['GET', '/tables/todoitem/%c3%28', 400],
    ['GET', `/tables/todoitem/${'x'.repeat(256)}`, 400],
    ['GET', '/tables/todoitem/a%00b', 400],
    ['GET', `/tables/todoitem/${'x'.repeat(9000)}`, 414],
    ['GET', '/tables/todoitem?$top=-1', 400],
    ['GET', '/tables/todoitem?$top=1001', 400],
    ['GET', '/tables/todoitem?$top=many', 400],
    ['GET', '/tables/todoitem?$orderby=nothing', 400],
    ['GET', '/tables/todoitem?$select=prevVersion', 400],
    ['GET', '/tables/todoitem?$orderby=owner', 400],
    ['GET', '/tables/todoitem?$skiptoken=nonsense', 400],
    ['GET', '/tables/todoitem?$filter=updatedAt ge', 400],
    ['GET', '/tables/todoitem?%zz=1', 400],
    ['PUT', '/tables/todoitem', 405],
    ['DELETE', '/tables/todoitem', 405],
    ['GET', '/nothing/here', 404],
    ['GET', '/tables', 404],
    ['GET', '/tables/todoitem/a/b', 404],
  ])('%s %s', async (method, path, status) => {
    const answer = await send(version, method, path, method === 'GET' ? undefined : '{}');
    const text = await answer.text();
    expect([answer.status, text]).toEqual([status, expect.stringContaining('"code"')]);
    expect(text).not.toMatch(/SQLITE|D1_|SELECT|stack/);
  });
});

describe('a header is refused', () => {
  test.each([
    ['If-Match', 'abc', 'invalid_precondition'],
    ['If-Match', '"a" "b"', 'invalid_precondition'],
    ['If-None-Match', '"', 'invalid_precondition'],
    ['Idempotency-Key', '""', 'invalid_operation_key'],
    ['Idempotency-Key', 'x'.repeat(300), 'invalid_operation_key'],
    ['ZUMO-API-VERSION', '4.0.0', 'unsupported_version'],
    ['ZUMO-API-VERSION', '2', 'unsupported_version'],
  ])('%s: %s', async (name, value, code) => {
    const answer = await send('3.0.0', 'DELETE', `/tables/todoitem/${uuid()}`, undefined, { [name]: value });
    expect([answer.status, await answer.json()]).toEqual([400, expect.objectContaining({ code, field: name })]);
  });
});

describe('a conflicting body is refused', () => {
  test.each([
    ['PATCH', { id: 'other' }, 'id_mismatch'],
    ['PUT', { id: 'other', text: 'x' }, 'id_mismatch'],
    ['PATCH', { version: 5 }, 'invalid_field'],
    ['PATCH', { updatedAt: 'yesterday' }, 'invalid_field'],
    ['PATCH', { deleted: 'yes' }, 'invalid_field'],
  ])('%s %j', async (method, body, code) => {
    const answer = await send('3.0.0', method, '/tables/todoitem/mine', JSON.stringify(body));
    expect([answer.status, await answer.json()]).toEqual([400, expect.objectContaining({ code })]);
  });
});

test.each([39, 40])('an error that shows the start of a long text ends with a whole character: %i', async (length) => {
  const text = encodeURIComponent(`${'a'.repeat(length)}😀 and more`);
  const answer = await testFetch(`/tables/todoitem?$filter=text eq 'a' '${text}'`);
  const printed = await answer.text();
  expect([answer.status, JSON.parse(printed).detail]).toEqual([400, expect.stringMatching(/a{39}.*\.\.\./u)]);
  expect(printed).not.toMatch(/\\ud[89a-f]/i);
});
