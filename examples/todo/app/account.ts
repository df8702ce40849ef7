/** Who uses the app: nobody in particular, unless the service has a provider to sign in with. */
import { part } from './part.ts';

const remembered = 'todo-user';
const provider = 'aad';

/** Who it was the last time, which needs no network; undefined for nobody. */
export const lastUser = (): string | undefined => localStorage.getItem(remembered) ?? undefined;

/** Asks the service, and offers to sign in or out; starts the app anew if it is somebody else now. */
export async function showAccount(): Promise<void> {
  const answer = await fetch('/.auth/me').catch(() => undefined);
  // Without a network it is who it was; where there is nothing to sign in with, the service knows no such address.
  if (answer === undefined || (!answer.ok && answer.status !== 401)) return;
  const session: unknown = answer.ok ? await answer.json() : [];
  const user = userOf(session);
  const link = document.createElement('a');
  const action = user === undefined ? `login/${provider}` : 'logout';
  link.href = `/.auth/${action}?post_${user === undefined ? 'login' : 'logout'}_redirect_uri=/`;
  link.textContent = user === undefined ? 'Sign in' : 'Sign out';
  part(document, '#account', HTMLElement).replaceChildren(link);
  if (user === lastUser()) return;
  if (user === undefined) localStorage.removeItem(remembered);
  else localStorage.setItem(remembered, user);
  location.reload();
}

/** The user of the first session in the answer. */
function userOf(session: unknown): string | undefined {
  const [first]: unknown[] = Array.isArray(session) ? session : [];
  const user = typeof first === 'object' && first !== null && 'user_id' in first ? first.user_id : undefined;
  return typeof user === 'string' ? user : undefined;
}
