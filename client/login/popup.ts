/** The window in which somebody signs in on the pages of a provider. */
import { SyncError } from '../sync-error.ts';
import { type Login, readLogin } from './login.ts';

const pollMs = 250;

/**
 * Opens the window at once, so that browsers see that a click has asked for it; resolves when the service tells who has
 * signed in there.
 *
 * @throws SyncError `login-cancelled` when the user closes it, `login-failed` when nobody signs in, or it cannot be
 * opened.
 */
export function loginInWindow(url: string, provider: string): Promise<Login> {
  const query = new URLSearchParams({
    session_mode: 'token',
    completion_type: 'postMessage',
    completion_origin: globalThis.location.origin,
  });
  const address = `${url}/.auth/login/${encodeURIComponent(provider)}?${query}`;
  const opened = globalThis.open(address, '_blank', 'popup,width=500,height=650');
  if (opened === null) {
    const detail = 'The browser opens no window that no click has asked for.';
    return Promise.reject(new SyncError('login-failed', detail));
  }
  return told(opened, new URL(url).origin).finally(() => opened.close());
}

/** What the service says in the window; nobody else is listened to. */
function told(opened: Window, origin: string): Promise<Login> {
  return new Promise((resolve, reject) => {
    const end = (): void => {
      clearInterval(timer);
      removeEventListener('message', listen);
    };
    const listen = ({ source, origin: from, data }: MessageEvent): void => {
      if (source !== opened || from !== origin || data?.type !== 'LoginCompleted') return;
      end();
      const login = readLogin(data.oauth);
      if (login === undefined) reject(new SyncError('login-failed', data.error));
      else resolve(login);
    };
    const look = (): void => {
      if (!opened.closed) return;
      end();
      reject(new SyncError('login-cancelled'));
    };
    const timer = setInterval(look, pollMs);
    addEventListener('message', listen);
  });
}
