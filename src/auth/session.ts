/** Who has signed in here, and the token that says so. */
import type { Claims } from './claims.ts';

export type Session = {
  readonly userId: string;
  /** The provider's name. */
  readonly provider: string;
  /** When, in seconds since 1970. */
  readonly since: number;
  readonly name: string | undefined;
  readonly email: string | undefined;
};

/**
 * What of it is in the token: besides, what the clients and servers of Azure Mobile Apps look for, `stable_sid idp
 * ver`.
 */
export const membersOf = ({ userId, provider, since, name, email }: Session) => ({
  sub: userId,
  stable_sid: userId,
  idp: provider,
  ver: '3',
  auth_time: since,
  name,
  email,
});

/** The session of a token. One that somebody else has signed with the same secret needs no more than `sub`. */
export const sessionOf = ({ sub, idp, auth_time: since, iat, name, email }: Claims): Session => ({
  userId: sub,
  provider: textOf(idp) ?? 'unknown',
  since: typeof since === 'number' ? since : (iat ?? 0),
  name: textOf(name),
  email: textOf(email),
});

export const textOf = (claim: unknown): string | undefined => (typeof claim === 'string' ? claim : undefined);
