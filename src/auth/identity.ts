/** Who a provider says that somebody is. */
import { ProblemError } from '../protocol/problem.ts';
import { askingWith, type Question } from './ask.ts';
import { readForeignToken } from './foreign-token.ts';
import type { Outside } from './outside.ts';
import { textOf } from './session.ts';
import type { OAuthProvider, OpenIdProvider, Provider } from './settings.ts';

export type Identity = {
  readonly issuer: string;
  readonly subject: string;
  readonly name: string | undefined;
  readonly email: string | undefined;
};

/**
 * By an ID token of the provider, or an access token that is one for this app.
 * @throws ProblemError `authentication_required`
 */
export async function identityOfToken(token: string, provider: OpenIdProvider, outside: Outside): Promise<Identity> {
  const { issuer, clientId, algorithm } = provider;
  const claims = await readForeignToken(token, { issuer, audiences: [clientId], algorithm }, outside);
  // OpenID Connect Core §3.1.3.7: a token for several apps is for the one that it was given to.
  if (Array.isArray(claims.aud) && claims.aud.length > 1 && claims.azp !== clientId) {
    throw new ProblemError('authentication_required', 'The token was given to another app.');
  }
  return { issuer, subject: claims.sub, name: textOf(claims.name), email: textOf(claims.email) };
}

/** By what the provider of an access token says of its user. @throws ProblemError `authentication_required` */
export async function identityOfProfile(token: string, provider: OAuthProvider, outside: Outside): Promise<Identity> {
  const headers = { Accept: 'application/json', Authorization: `Bearer ${token}` };
  const profile = await readMembers(provider, provider.profileUrl, { headers }, outside);
  const { id, name, email } = isMembers(profile.data) ? profile.data : profile;
  if (typeof id !== 'string' || id === '') throw refused(provider);
  return { issuer: provider.issuer, subject: id, name: textOf(name), email: textOf(email) };
}

/**
 * By a token that a device has from the provider.
 *
 * @throws ProblemError `authentication_required`, or `rejected` for a provider that does not say for whom a token is.
 */
export async function identityOfDevice(token: string, provider: Provider, outside: Outside): Promise<Identity> {
  if (provider.kind === 'openid') return identityOfToken(token, provider, outside);
  await requireOwnToken(token, provider, outside);
  return identityOfProfile(token, provider, outside);
}

/** Refuses an access token that was made for another app: whoever runs that app could sign in as its users here. */
async function requireOwnToken(token: string, provider: OAuthProvider, outside: Outside): Promise<void> {
  const { inspectUrl, clientId, clientSecret, name } = provider;
  if (inspectUrl === undefined) {
    throw new ProblemError(
      'rejected',
      `${name} does not say for which app a token is; open /.auth/login/${name} instead.`,
    );
  }
  const query = new URLSearchParams({ input_token: token, access_token: `${clientId}|${clientSecret}` });
  const { data } = await readMembers(provider, `${inspectUrl}?${query}`, {}, outside);
  if (!isMembers(data) || data.is_valid !== true || data.app_id !== clientId) throw refused(provider);
}

type Members = { readonly [name: string]: unknown };

async function readMembers(provider: Provider, url: string, question: Question, { fetch }: Outside): Promise<Members> {
  const answer = await askingWith(fetch)(url, question);
  const members: unknown = answer.ok ? await answer.json().catch(() => undefined) : undefined;
  if (isMembers(members)) return members;
  throw refused(provider);
}

const isMembers = (value: unknown): value is Members => typeof value === 'object' && value !== null;

const refused = ({ name }: Provider): ProblemError =>
  new ProblemError('authentication_required', `${name} does not know this token as one for this service.`);
