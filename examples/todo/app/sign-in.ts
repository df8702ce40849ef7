/** The dialog in which a user chooses by whom to sign in. */
import { SyncError } from 'tidemark/client';
import type { LoginProvider } from 'tidemark/client/login';
import type { Device } from './device.ts';
import { button, part } from './part.ts';
import { reasonOf } from './sync.ts';

/** What providers are called whose names do not say it. */
const titles: Readonly<Record<string, string>> = {
  aad: 'Microsoft Entra',
  microsoftaccount: 'Microsoft',
  twitter: 'X',
};
const titleOf = (name: string): string => titles[name] ?? name.charAt(0).toUpperCase() + name.slice(1);

/** Calls `signedIn` when somebody has signed in. */
export function createSignIn(client: Device['client'], signedIn: () => void) {
  const dialog = part(document, '#sign-in', HTMLDialogElement);
  const failed = part(dialog, '#sign-in-failed', HTMLElement);

  // In the click itself: browsers open no window later.
  const signIn = (name: string): Promise<void> =>
    client.login(name).then(signedIn, (error: unknown) => {
      const isCancelled = error instanceof SyncError && error.code === 'login-cancelled';
      failed.textContent = isCancelled ? '' : reasonOf(error);
    });

  return {
    open(providers: readonly LoginProvider[]): void {
      failed.textContent = '';
      const buttons = providers.map(({ name }) => button(`Sign in with ${titleOf(name)}`, () => signIn(name)));
      part(dialog, '#providers', HTMLElement).replaceChildren(...buttons);
      dialog.showModal();
    },
  };
}
