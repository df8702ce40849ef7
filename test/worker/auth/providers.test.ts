import { describe, expect, test } from 'vitest';
import { readAuth } from '../../../src/auth-variables.ts';
import { openApp } from './app.ts';

const google = { AUTH_GOOGLE_CLIENT_ID: 'ours at google', AUTH_GOOGLE_CLIENT_SECRET: 'what google gave' };
const keycloak = { AUTH_KEYCLOAK_CLIENT_ID: 'ours', AUTH_KEYCLOAK_ISSUER: 'https://keycloak.test/realms/all' };
const AUTH_SECRET = 'x'.repeat(32);

/** What an app with these variables answers, without asking anybody else. */
async function asked(variables: Readonly<Record<string, string>>) {
  const answer = await openApp({ ...readAuth(variables), fetch: () => Promise.reject(new Error('asked')) })(
    '/.auth/login',
  );
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

describe('GET /.auth/login', () => {
  test.each([
    ['each provider that is configured', { AUTH_SECRET, ...google, ...keycloak }, ['google', 'keycloak']],
    ['none where tokens are made in other ways', { AUTH_SECRET }, []],
  ])('tells anybody %s', async (_, variables, names) => {
    const { status, text } = await asked(variables);
    expect([status, JSON.parse(text)]).toEqual([200, { providers: names.map((name) => ({ name })) }]);
  });

  test('tells nothing but names, and is asked anew each time', async () => {
    const { text, headers } = await asked({ AUTH_SECRET, ...google });
    expect(text).toBe('{"providers":[{"name":"google"}]}');
    expect(headers.get('Cache-Control')).toBe('no-store');
  });

  test('is not there where nobody can sign in', async () => {
    const { status, text } = await asked({ AUTH_ISSUERS: '[{"issuer":"https://a.test","audience":"b"}]' });
    expect([status, JSON.parse(text)]).toMatchObject([404, { code: 'unknown_route' }]);
  });
});
