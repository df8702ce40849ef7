/** A browser that is back from its provider. */
import { type Auth, sealFor } from './auth.ts';
import type { Destination } from './destination.ts';
import { unsealPending } from './pending.ts';
import type { Session } from './session.ts';
import { beginSession } from './session-token.ts';
import type { Provider } from './settings.ts';
import { finishSignIn } from './sign-in.ts';

type Returned = {
  readonly destination: Destination;
  /** Who it is; rejects if the provider did not sign anybody in, or its answer is not valid. */
  readonly finish: () => Promise<Session>;
};

/** @throws ProblemError `invalid_query` for a browser that has begun no such sign-in. */
export async function returned(
  cookie: string,
  provider: Provider,
  address: { readonly redirectUri: string; readonly callback: URL },
  auth: Auth,
): Promise<Returned> {
  const outside = auth.outside();
  const pending = await unsealPending(cookie, provider.name, sealFor(auth, 'sign-in'), outside.nowMs);
  const finish = async (): Promise<Session> =>
    beginSession(await finishSignIn(provider, { ...address, pending }, outside), provider.name, auth);
  return { destination: pending.destination, finish };
}
