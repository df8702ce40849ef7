/** `POST /.auth/login/{provider}`: a sign-in with a token that the device has from the provider. */
import type { Context } from 'hono';
import * as z from 'zod';
import type { Auth } from '../../auth/auth.ts';
import { identityOfDevice } from '../../auth/identity.ts';
import { beginSession, loginOf, refreshed } from '../../auth/session-token.ts';
import type { AppEnv } from '../../http/app-env.ts';
import { bodyOf, readJson } from '../../http/body.ts';
import { ProblemError } from '../../protocol/problem.ts';
import { findProvider } from './provider.ts';

/** The members that the clients of Azure Mobile Apps send, for one provider or another. */
const memberNames = ['id_token', 'access_token', 'authenticationToken', 'authentication_token'] as const;
const tokenBody = z.partialRecord(z.enum(memberNames), z.string().min(1).max(16_384));

export async function loginByToken(c: Context<AppEnv>, auth: Auth): Promise<Response> {
  const provider = findProvider(c, auth);
  const identity = await identityOfDevice(await readToken(c), provider, auth.outside());
  return c.json(await loginOf(await beginSession(identity, provider.name, auth), auth));
}

/** `POST /.auth/login`: a sign-in with a token of this service, for clients that have kept one; a new one for it. */
export async function loginByOwnToken(c: Context<AppEnv>, auth: Auth): Promise<Response> {
  return c.json(await refreshed(await readToken(c), auth));
}

async function readToken(c: Context<AppEnv>): Promise<string> {
  const sent = { dialect: c.get('dialect'), header: (name: string) => c.req.header(name), body: bodyOf(c) };
  const { data } = tokenBody.safeParse(await readJson(sent));
  const token = memberNames.map((name) => data?.[name]).find((value) => value !== undefined);
  if (token !== undefined) return token;
  throw new ProblemError(
    'invalid_body',
    `Send the provider's token: {"id_token":"..."}, or another of ${memberNames.join(', ')}.`,
  );
}
