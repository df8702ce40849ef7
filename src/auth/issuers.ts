/** What issuers publish about themselves: their addresses and keys. */
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import * as oauth from 'oauth4webapi';
import { type Ask, askingWith, type Fetch, unavailable } from './ask.ts';
import { type Remembered, remember } from './remembered.ts';

type Keys = Remembered<JWTVerifyGetKey>;

export type Issuers = {
  /** The addresses below the issuer's, by OpenID Connect Discovery 1.0. @throws ProblemError `provider_unavailable` */
  addresses(issuer: string): Promise<oauth.AuthorizationServer>;
  /** The keys of the set at this address, or of the one that the issuer names. */
  keys(issuer: string, address: string | undefined): Keys;
};

/** Issuers on this machine alone may do without TLS. */
export const isLocal = (address: string): boolean => /^http:\/\/(?:localhost|127\.0\.0\.1)(?:[:/]|$)/.test(address);

export function openIssuers(fetch: Fetch, now: () => number): Issuers {
  const ask = askingWith(fetch);
  const addresses = byName((issuer) =>
    remember(async () => {
      const options = { [oauth.customFetch]: ask, [oauth.allowInsecureRequests]: isLocal(issuer) };
      const answer = await oauth.discoveryRequest(new URL(issuer), options);
      return described(issuer, () => oauth.processDiscoveryResponse(new URL(issuer), answer));
    }, now),
  );
  const keys = byName((name) =>
    remember(async () => {
      const { issuer, address } = JSON.parse(name);
      const found = address ?? (await addresses(issuer).get()).jwks_uri;
      return readKeys(issuer, found, ask);
    }, now),
  );
  return {
    addresses: (issuer) => addresses(issuer).get(),
    keys: (issuer, address) => keys(JSON.stringify({ issuer, address })),
  };
}

async function readKeys(issuer: string, address: unknown, ask: Ask): Promise<JWTVerifyGetKey> {
  if (typeof address !== 'string' || !(address.startsWith('https://') || isLocal(address))) {
    throw unavailable(issuer, new Error('It names no address of keys that is https.'));
  }
  const answer = await ask(address, { headers: { Accept: 'application/json' } });
  return described(issuer, async () => {
    if (answer.status !== 200) throw new Error(`${address} answers ${answer.status}.`);
    const set: JSONWebKeySet = JSON.parse(await answer.text());
    return createLocalJWKSet(set);
  });
}

/** What an issuer says of itself badly is as good as no answer: another one may follow. */
async function described<T>(issuer: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    throw unavailable(issuer, cause);
  }
}

function byName<T>(open: (name: string) => T): (name: string) => T {
  const opened = new Map<string, T>();
  return (name) => {
    const known = opened.get(name) ?? open(name);
    opened.set(name, known);
    return known;
  };
}

/** Whether a set of keys has none for a token, so that a newer one may. */
export const isUnknownKey = (error: unknown): boolean => error instanceof errors.JWKSNoMatchingKey;
