/** Who uses the app: nobody in particular, unless the service has a provider to sign in with. */
import { button, part } from './part.ts';

/** One that the service knows. */
const provider = 'google';
const kept = 'todo-login';
const begun = 'todo-login-begun';

export type Login = { readonly user: string; readonly token: string };

/** Who has signed in on this device, now or earlier, which needs no network; undefined for nobody. */
export function currentLogin(): Login | undefined {
  // The provider's pages send the browser back with it; a link of somebody else's must not sign anybody in.
  const [, returned] = /^#token=(.+)/.exec(location.hash) ?? [];
  if (returned !== undefined) {
    history.replaceState(null, '', location.pathname);
    if (sessionStorage.getItem(begun) !== null) localStorage.setItem(kept, decodeURIComponent(returned));
    sessionStorage.removeItem(begun);
  }
  return parseLogin(localStorage.getItem(kept));
}

/** Starts the app anew with nobody signed in. */
export function forgetLogin(): void {
  localStorage.removeItem(kept);
  location.reload();
}

/** Offers to sign in or out, where the service has that. */
export async function showAccount(login: Login | undefined, leave: () => void): Promise<void> {
  const signIn = (): void => {
    sessionStorage.setItem(begun, 'yes');
    location.assign(`/.auth/login/${provider}?post_login_redirect_uri=/`);
  };
  const place = part(document, '#account', HTMLElement);
  if (login !== undefined) {
    place.replaceChildren(button('Sign out', leave));
    return;
  }
  const { status } = await fetch('/.auth/me').catch(() => new Response(null, { status: 404 }));
  if (status === 401) place.replaceChildren(button('Sign in', signIn));
}

/** What the service says of a login: `{"user":{"userId"},"authenticationToken"}`. */
function parseLogin(text: string | null): Login | undefined {
  const login: unknown = JSON.parse(text ?? 'null');
  if (typeof login !== 'object' || login === null || !('user' in login && 'authenticationToken' in login)) return;
  const { user, authenticationToken: token } = login;
  const id = typeof user === 'object' && user !== null && 'userId' in user ? user.userId : undefined;
  return typeof id === 'string' && typeof token === 'string' ? { user: id, token } : undefined;
}
