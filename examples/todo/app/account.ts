/** Who uses the app: nobody in particular until somebody signs in, where the service has providers for that. */
import { SyncError } from 'tidemark/client';
import type { LoginProvider } from 'tidemark/client/login';
import type { Device } from './device.ts';
import { button, part } from './part.ts';
import { createSignIn } from './sign-in.ts';
import type { Sync } from './sync.ts';
import { askAboutUnsent } from './unsent.ts';

type AccountActions = {
  readonly sync: Sync;
  /** Does it, and says so if it failed. */
  readonly attempt: (work: Promise<unknown>) => void;
};

/** Offers to sign in and out; with another user, all tabs start anew. */
export function showAccount({ client, syncContext }: Device, { sync, attempt }: AccountActions): void {
  const tabs = new BroadcastChannel('todo-account');
  let providers: readonly LoginProvider[] | undefined;
  let isExpired = false;

  const startAnew = (): void => {
    tabs.postMessage('start anew');
    location.reload();
  };
  tabs.addEventListener('message', () => location.reload());
  const signIn = createSignIn(client, startAnew);

  const signOut = async (): Promise<void> => {
    sync.stop();
    const isOut = await signedOut(client).catch((error: unknown) => {
      sync.restart();
      throw error;
    });
    if (isOut) startAnew();
    else sync.restart();
  };

  const signInButton = button('Sign in', () => signIn.open(providers ?? []));
  const signOutButton = button('Sign out', () => attempt(signOut()));
  const show = (): void => {
    const isOut = client.currentUser === undefined;
    signInButton.hidden = !((isOut || isExpired) && providers !== undefined && providers.length > 0);
    signOutButton.hidden = isOut;
  };

  /** Until the service has been reached once, nobody knows who can sign in. */
  const ask = async (): Promise<void> => {
    providers ??= await client.providers().catch(() => undefined);
    show();
  };

  syncContext.subscribe((event) => {
    if (event.type !== 'push-ended' && event.type !== 'pull-ended') return;
    const { type, error } = event;
    if (error instanceof SyncError) isExpired = error.code === 'cancelled-by-authentication';
    else if (type === 'pull-ended') isExpired = false;
    void ask();
  });
  show();
  part(document, '#account', HTMLElement).append(signInButton, signOutButton);
  void ask();
}

/** Whether the user is signed out now: who has edits here that were not sent may stay. */
async function signedOut(client: Device['client']): Promise<boolean> {
  try {
    await client.logout();
  } catch (error) {
    if (!(error instanceof SyncError && error.code === 'pending-operations')) throw error;
    const unsent = await askAboutUnsent();
    if (unsent === undefined) return false;
    await client.logout(unsent);
  }
  return true;
}
