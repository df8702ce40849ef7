/** Who may sign in, as variables and secrets of the Worker say it. */
import * as z from 'zod';
import { anyOpenId, knownProviders } from './auth/known-providers.ts';
import { type AuthSettings, defaultIssuer, type Provider, signatureAlgorithms } from './auth/settings.ts';
import { localOrigins } from './http/cors.ts';

const minSecretBytes = 32;
const clientIdName = /^AUTH_(?<name>[A-Z0-9]+)_CLIENT_ID$/;

const address = z.url({ protocol: /^https?$/ });
const algorithm = z.enum(signatureAlgorithms);
const trustedIssuers = z.array(
  z.strictObject({
    issuer: address,
    audience: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]),
    algorithm: algorithm.default('RS256'),
    keys: address.optional(),
  }),
);

type Variables = Readonly<Record<string, string>>;

/**
 * The settings of `AUTH_SECRET`, `AUTH_ISSUERS`, `AUTH_{PROVIDER}_CLIENT_ID` and their like (docs/authentication.md);
 * undefined where none of them is set.
 *
 * @throws Error that says which variable is missing or wrong, and what to do.
 */
export function readAuth(env: object): AuthSettings | undefined {
  const variables: Variables = Object.fromEntries(Object.entries(env).flatMap(readVariable));
  if (Object.keys(variables).length === 0) return undefined;
  const providers = Object.keys(variables).flatMap((variable) => {
    const name = clientIdName.exec(variable)?.groups?.name;
    return name === undefined ? [] : [readProvider(name, variables)];
  });
  const {
    AUTH_SECRET: secret,
    AUTH_ISSUER: issuer = defaultIssuer,
    AUTH_ORIGINS: origins,
    AUTH_ISSUERS: issuers = '[]',
  } = variables;
  if (secret === undefined && providers.length > 0) {
    throw missing('AUTH_SECRET', 'It signs the tokens of who signs in.');
  }
  return {
    secret: secret === undefined ? undefined : readSecret(secret),
    issuer,
    trusted: readIssuers(issuers),
    providers,
    origins: origins?.split(',').map((origin) => origin.trim()) ?? localOrigins,
  };
}

/** Ours, unless it is empty. */
function readVariable([name, value]: [string, unknown]): readonly [string, string][] {
  if (!name.startsWith('AUTH_') || value === '') return [];
  if (typeof value !== 'string') throw new Error(`${name} is not text; JSON has to be in quotes.`);
  return [[name, value]];
}

function readProvider(upperName: string, variables: Variables): Provider {
  const own = (what: string): string | undefined => variables[`AUTH_${upperName}_${what}`];
  const name = upperName.toLowerCase();
  const known = knownProviders.get(name) ?? anyOpenId;
  const { scope } = known;
  const base = { name, clientId: own('CLIENT_ID') ?? '', scope: own('SCOPE') ?? scope };
  const clientSecret = own('CLIENT_SECRET');
  if (known.kind === 'oauth') {
    if (clientSecret === undefined) throw missing(`AUTH_${upperName}_CLIENT_SECRET`, `${name} gives it to the app.`);
    return { ...known, ...base, clientSecret };
  }
  const issuer = own('ISSUER') ?? known.issuer;
  if (issuer === undefined) {
    throw missing(`AUTH_${upperName}_ISSUER`, 'It is the address below which /.well-known/openid-configuration is.');
  }
  const named = `AUTH_${upperName}_ALGORITHM`;
  const signed = parse(algorithm.default('RS256'), own('ALGORITHM'), named);
  return {
    kind: 'openid',
    ...base,
    clientSecret,
    issuer: parse(address, issuer, `AUTH_${upperName}_ISSUER`),
    algorithm: signed,
  };
}

function readSecret(text: string): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length >= minSecretBytes) return bytes;
  throw new Error(`AUTH_SECRET has fewer than ${minSecretBytes} bytes; make one by: openssl rand -base64 48`);
}

function readIssuers(text: string): AuthSettings['trusted'] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new Error('AUTH_ISSUERS is not JSON.', { cause });
  }
  return parse(trustedIssuers, json, 'AUTH_ISSUERS').map(({ audience, keys, ...issuer }) => ({
    ...issuer,
    audiences: [audience].flat(),
    ...(keys === undefined ? {} : { keys }),
  }));
}

function parse<T>(schema: z.ZodType<T>, value: unknown, name: string): T {
  const { data, error } = schema.safeParse(value);
  if (error === undefined && data !== undefined) return data;
  throw new Error(`${name} is wrong: ${error && z.prettifyError(error)}`, { cause: error });
}

const missing = (name: string, why: string): Error =>
  new Error(
    `${name} is not set. ${why} On this machine it is a line in .dev.vars, elsewhere: npx wrangler secret put ${name}`,
  );
