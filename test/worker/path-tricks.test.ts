/** No way of writing an address leads past access: each is the address it decodes to, or none. */
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { runs } from '../runs.ts';
import { type Part, sendBatch } from './batch.ts';
import { insertOf, written } from './db/operations.ts';
import { testFetch } from './fetch.ts';
import { closed, diary, todoitem } from './tables.ts';

const canary = 'canary of ann';

beforeAll(async () => {
  await written(diary, [insertOf('r1', { text: canary })], 'ann');
  await written(closed, [insertOf('r1', { text: canary })]);
  await written(todoitem, [insertOf('r1', { text: 'for all', complete: false })]);
});

const guarded = ['/tables/diary', '/tables/diary/r1', '/tables/closed', '/tables/closed/r1', '/tables/diary/$query'];

/** Ways to write a path that lead elsewhere on some servers. */
const tricks: readonly (readonly [string, (path: string) => string])[] = [
  ['a slash twice', (path) => path.replace('/tables/', '/tables//')],
  ['two slashes in front', (path) => `/${path}`],
  ['a slash behind', (path) => `${path}/`],
  ['two slashes behind', (path) => `${path}//`],
  ['an encoded slash', (path) => path.replace('/tables/', '/tables%2f')],
  ['a slash encoded twice', (path) => path.replace('/tables/', '/tables%252f')],
  ['an encoded letter', (path) => path.replace('diary', '%64iary').replace('closed', 'c%6Cosed')],
  ['an encoded root', (path) => path.replace('tables', '%74ables')],
  ['capitals', (path) => path.toUpperCase()],
  ['a capital table', (path) => path.replace('diary', 'DIARY').replace('closed', 'Closed')],
  ['a capital root', (path) => path.replace('tables', 'Tables')],
  ['a dot', (path) => path.replace('/tables/', '/tables/./')],
  ['an encoded dot', (path) => path.replace('/tables/', '/tables/%2e/')],
  ['the way up', (path) => `/tables/todoitem/..${path.slice('/tables'.length)}`],
  ['the encoded way up', (path) => `/tables/todoitem/%2e%2e${path.slice('/tables'.length)}`],
  ['the way up as an id', (path) => `/tables/todoitem/..%2f${path.slice('/tables/'.length)}`],
  ['the way up behind a semicolon', (path) => `/tables/todoitem/..;${path.slice('/tables'.length)}`],
  ['a semicolon', (path) => `${path};a=b`],
  ['a backslash', (path) => path.replaceAll('/', '\\')],
  ['an encoded backslash', (path) => path.replace('/tables/', '/tables%5c')],
  ['a NUL', (path) => `${path}%00`],
  ['a space', (path) => `${path}%20`],
  ['an ending', (path) => `${path}.json`],
  ['a fragment', (path) => `${path}#/health`],
  ['another path in the query', (path) => `${path}?/tables/todoitem`],
  ['a public path before', (path) => `/health${path}`],
  ['a public path before, and up', (path) => `/health/..${path}`],
  ['a wide slash', (path) => path.replace('/tables/', '/tables／')],
  ['an overlong slash', (path) => path.replace('/tables/', '/tables%c0%af')],
];

const methods = ['GET', 'HEAD', 'POST', 'PATCH', 'PUT', 'DELETE', 'OPTIONS', 'PURGE'];

async function answerTo(method: string, path: string, headers: Record<string, string> = {}) {
  const body = ['POST', 'PATCH', 'PUT'].includes(method) ? { body: '{"text":"taken"}' } : {};
  const answer = await testFetch(path.startsWith('//') ? `http://test.local${path}` : path, {
    method,
    headers: { 'Content-Type': 'application/json', ...headers },
    ...body,
  });
  return { status: answer.status, said: [...answer.headers, await answer.text()].join('\n') };
}

const refusals = [400, 401, 404, 405];

test('no way of writing a guarded address lets a stranger in', async () => {
  const rows: string[] = [];
  for (const [trick, write] of tricks) {
    const statuses = new Set<number>();
    for (const path of guarded.map(write)) {
      for (const method of methods) {
        const { status, said } = await answerTo(method, path);
        if (said.includes(canary)) expect.unreachable(`${method} ${path} tells ${said}`);
        expect(refusals, `${method} ${path}`).toContain(status);
        statuses.add(status);
      }
    }
    rows.push(`${trick.padEnd(32)} ${[...statuses].sort().join(' ')}`);
  }
  // biome-ignore lint/suspicious/noConsole: the table of results is what this is for
  console.log(rows.join('\n'));
});

describe('a batch', () => {
  test('has no ways of its own', async () => {
    const requests = tricks.flatMap(([, write]) =>
      guarded.flatMap((path) =>
        ['get', 'put'].map((method) => ({ method, url: write(path), body: { text: 'taken' } })),
      ),
    );
    const answers: readonly Part[] = await sendBatch(requests);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([400, 401, 404, 405]));
    expect(JSON.stringify(answers)).not.toContain(canary);
  });
});

const piece = fc.constantFrom(
  ...[
    'tables',
    'Tables',
    'diary',
    'DIARY',
    'closed',
    '%64iary',
    'todoitem',
    'r1',
    '$query',
    '$digest',
    '$batch',
    'api',
  ],
  ...['.', '..', '..;', '%2e%2e', '%2f', '%5c', '%00', '', ';', '%', '%ff', 'health', '／'],
);

test('nor does any path of such pieces, for a stranger or for another user', async () => {
  const somePath = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => `/${pieces.join('/')}`);
  const someone = fc.constantFrom<Record<string, string>>({}, { 'x-test-user': 'bob' });
  await fc.assert(
    fc.asyncProperty(somePath, fc.constantFrom('GET', 'PATCH', 'DELETE'), someone, async (path, method, headers) => {
      const { status, said } = await answerTo(method, `http://test.local${path}`, headers);
      if (said.includes(canary)) expect.unreachable(`${method} ${path} tells ${said}`);
      expect(status).toBeLessThan(500);
    }),
    runs(500),
  );
});

test('what was guarded is as it was', async () => {
  const { said } = await answerTo('GET', '/tables/diary/r1', { 'x-test-user': 'ann' });
  expect(said).toContain(canary);
});
