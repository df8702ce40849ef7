/**
 * How the end of a sign-in is told to who has asked for it: in the forms that the clients of Azure Mobile Apps know.
 */
import { ProblemError } from '../protocol/problem.ts';
import { sealCode } from './app-code.ts';
import type { Auth } from './auth.ts';
import type { Destination } from './destination.ts';
import type { Session } from './session.ts';
import { loginOf } from './session-token.ts';

export type Completion =
  /** The browser goes there. */
  | { readonly kind: 'redirect'; readonly address: string }
  /** A page tells the one that has opened it, if that is of this origin. */
  | { readonly kind: 'message'; readonly origin: string; readonly message: object };

/** What is to be done when somebody has signed in, or the problem because of which nobody has. */
export async function completionOf(
  result: Session | ProblemError,
  destination: Destination,
  auth: Auth,
): Promise<Completion> {
  if (destination.kind === 'opener') {
    const { origin } = destination;
    const outcome = result instanceof ProblemError ? { error: result.detail } : { oauth: await loginOf(result, auth) };
    return { kind: 'message', origin, message: { type: 'LoginCompleted', ...outcome } };
  }
  const address = destination.kind === 'done' ? '/.auth/login/done' : destination.address;
  return { kind: 'redirect', address: `${address}#${await fragmentOf(result, destination, auth)}` };
}

async function fragmentOf(result: Session | ProblemError, destination: Destination, auth: Auth): Promise<string> {
  if (result instanceof ProblemError) return `error=${encodeURIComponent(result.detail)}`;
  if (destination.kind === 'app') return `authorization_code=${await sealCode(result, destination.challenge, auth)}`;
  return `token=${encodeURIComponent(JSON.stringify(await loginOf(result, auth)))}`;
}
