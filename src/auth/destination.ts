/** Where a sign-in ends: which page or app is told who has signed in. */
import { originPattern } from '../core/origin-pattern.ts';
import { ProblemError } from '../protocol/problem.ts';
import type { QueryParam } from '../protocol/query-string.ts';

export type Destination =
  /** A page of this service, behind whose address it is: what web views look for. */
  | { readonly kind: 'done' }
  /** The page of this origin that has opened the window. */
  | { readonly kind: 'opener'; readonly origin: string }
  /** An address, behind which the token is. */
  | { readonly kind: 'page'; readonly address: string }
  /** An app, which gets a code for the token; only who knows what the challenge was made of can use it (RFC 7636). */
  | { readonly kind: 'app'; readonly address: string; readonly challenge: string };

/** Where a sign-in may end: on this service, and where `allowed` says. */
export type Allowed = { readonly own: string; readonly origins: readonly string[] };

/**
 * What the query of `/.auth/login/{provider}` asks for.
 *
 * @throws ProblemError `invalid_query` for a place that is not allowed, or that cannot be told of a sign-in.
 */
export function parseDestination(params: readonly QueryParam[], allowed: Allowed): Destination {
  const asked = (name: string): string | undefined => params.find((param) => param.name === name)?.value;
  const address = asked('post_login_redirect_uri') ?? asked('post_login_redirect_url');
  const challenge = asked('code_challenge');
  if (address !== undefined) {
    const checked = allowedAddress(address, 'post_login_redirect_uri', allowed);
    if (challenge === undefined) return { kind: 'page', address: checked };
    if (asked('code_challenge_method') === 'S256') return { kind: 'app', address: checked, challenge };
    throw new ProblemError('invalid_query', 'Challenges are made by S256.', { field: 'code_challenge_method' });
  }
  const completion = asked('completion_type');
  if (completion === undefined) return { kind: 'done' };
  if (completion !== 'postMessage') {
    const detail =
      'Pages are told by "postMessage"; frames of other sites have no cookies, so "iframe" is not possible.';
    throw new ProblemError('invalid_query', detail, { field: 'completion_type' });
  }
  const origin = allowedAddress(asked('completion_origin') ?? '', 'completion_origin', allowed);
  return { kind: 'opener', origin: new URL(origin).origin };
}

/**
 * The whole address; one without an origin is on this service.
 *
 * @throws ProblemError `invalid_query` if it is not allowed.
 */
export function allowedAddress(text: string, field: string, { own, origins }: Allowed): string {
  const address = URL.parse(text, own);
  // The origin of an app's own scheme is "null".
  const origin = address && `${address.protocol}//${address.host}`;
  if (address && (origin === own || (text !== '' && isListed(`${origin}`, origins)))) {
    address.hash = '';
    return address.href;
  }
  const detail = `A sign-in may not end at "${text.slice(0, 100)}"; list its origin in AUTH_ORIGINS.`;
  throw new ProblemError('invalid_query', detail, { field });
}

/** Never all of them: a token would be anybody's for the asking. */
const isListed = (origin: string, origins: readonly string[]): boolean =>
  origins.some((each) => each !== '*' && originPattern(each).test(origin));
