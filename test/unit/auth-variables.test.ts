import { describe, expect, test } from 'vitest';
import { readAuth } from '../../src/auth-variables.ts';

const secret = 'x'.repeat(32);
const google = { AUTH_GOOGLE_CLIENT_ID: 'id', AUTH_GOOGLE_CLIENT_SECRET: 'secret' };

describe('the variables of an environment', () => {
  test.each([{}, { DB: {} }, { LIBSQL_URL: 'http://localhost' }, { AUTH_SECRET: '' }])(
    '%j say nothing of users',
    (variables) => expect(readAuth(variables)).toBeUndefined(),
  );

  test('name the providers that have an id, with what is known of them', () => {
    const read = readAuth({
      AUTH_SECRET: secret,
      ...google,
      AUTH_AAD_CLIENT_ID: 'id',
      AUTH_AAD_ISSUER: 'https://login.microsoftonline.com/tenant/v2.0',
      AUTH_FACEBOOK_CLIENT_ID: 'id',
      AUTH_FACEBOOK_CLIENT_SECRET: 'secret',
      AUTH_KEYCLOAK_CLIENT_ID: 'id',
      AUTH_KEYCLOAK_ISSUER: 'http://localhost:8080/realms/todo',
      AUTH_KEYCLOAK_ALGORITHM: 'ES256',
      AUTH_KEYCLOAK_SCOPE: 'openid',
    });
    expect(read?.providers).toMatchObject([
      {
        kind: 'openid',
        name: 'google',
        issuer: 'https://accounts.google.com',
        clientSecret: 'secret',
        algorithm: 'RS256',
      },
      { kind: 'openid', name: 'aad', issuer: 'https://login.microsoftonline.com/tenant/v2.0', clientSecret: undefined },
      { kind: 'oauth', name: 'facebook', clientId: 'id', secretIn: 'body' },
      {
        kind: 'openid',
        name: 'keycloak',
        issuer: 'http://localhost:8080/realms/todo',
        algorithm: 'ES256',
        scope: 'openid',
      },
    ]);
  });

  test('name the issuers whose tokens are taken, and where a sign-in may end', () => {
    const issuers = [
      { issuer: 'https://a.test/', audience: 'api' },
      { issuer: 'https://b.test', audience: ['x', 'y'], algorithm: 'EdDSA', keys: 'https://b.test/keys' },
    ];
    const variables = {
      AUTH_ISSUERS: JSON.stringify(issuers),
      AUTH_ORIGINS: 'https://app.test, my-app://easyauth.callback',
    };
    expect(readAuth(variables)).toMatchObject({
      secret: undefined,
      issuer: 'urn:microsoft:windows-azure:zumo',
      trusted: [
        { issuer: 'https://a.test/', audiences: ['api'], algorithm: 'RS256' },
        { issuer: 'https://b.test', audiences: ['x', 'y'], algorithm: 'EdDSA', keys: 'https://b.test/keys' },
      ],
      origins: ['https://app.test', 'my-app://easyauth.callback'],
    });
  });

  test('say nothing of origins: those of this machine', () => {
    expect(readAuth({ AUTH_SECRET: secret })?.origins).toContain('http://localhost:*');
  });
});

describe('a mistake says which variable is wrong:', () => {
  test.each<[string, Record<string, unknown>]>([
    ['AUTH_SECRET is not set. It signs the tokens of who signs in. On this machine it is a line in .dev.vars', google],
    ['AUTH_SECRET has fewer than 32 bytes; make one by: openssl rand -base64 48', { AUTH_SECRET: 'short' }],
    ['AUTH_AAD_ISSUER is not set.', { AUTH_SECRET: secret, AUTH_AAD_CLIENT_ID: 'id' }],
    ['AUTH_KEYCLOAK_ISSUER is not set.', { AUTH_SECRET: secret, AUTH_KEYCLOAK_CLIENT_ID: 'id' }],
    [
      'AUTH_KEYCLOAK_ISSUER is wrong: ',
      { AUTH_SECRET: secret, AUTH_KEYCLOAK_CLIENT_ID: 'id', AUTH_KEYCLOAK_ISSUER: 'tenant' },
    ],
    ['AUTH_FACEBOOK_CLIENT_SECRET is not set.', { AUTH_SECRET: secret, AUTH_FACEBOOK_CLIENT_ID: 'id' }],
    ['AUTH_GOOGLE_ALGORITHM is wrong: ', { AUTH_SECRET: secret, ...google, AUTH_GOOGLE_ALGORITHM: 'HS256' }],
    ['AUTH_ISSUERS is not text; JSON has to be in quotes.', { AUTH_ISSUERS: [] }],
    ['AUTH_ISSUERS is not JSON.', { AUTH_ISSUERS: 'https://a.test' }],
    ['AUTH_ISSUERS is wrong: ', { AUTH_ISSUERS: '[{"issuer":"https://a.test"}]' }],
    ['AUTH_ISSUERS is wrong: ', { AUTH_ISSUERS: '[{"issuer":"https://a.test","audience":"x","algorithm":"none"}]' }],
    ['AUTH_ISSUERS is wrong: ', { AUTH_ISSUERS: '[{"issuer":"https://a.test","audience":"x","algoritm":"RS256"}]' }],
  ])('%s', (message, variables) => {
    expect(() => readAuth(variables)).toThrow(message);
  });
});
