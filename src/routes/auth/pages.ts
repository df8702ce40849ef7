/** Pages at the end of a sign-in; where nobody looks for what is behind their address, people read them. */
import type { Context } from 'hono';
import { html, raw } from 'hono/html';
import type { Auth } from '../../auth/auth.ts';
import type { Completion } from '../../auth/completion.ts';
import type { AppEnv } from '../../http/app-env.ts';

export const signedIn = async (c: Context<AppEnv>, _: Auth): Promise<Response> => page(c, 'The sign-in is done.');
export const signedOut = async (c: Context<AppEnv>, _: Auth): Promise<Response> => page(c, 'You are signed out.');

/** A page that tells its opener, whose origin the browser checks. */
export function completionPage(
  c: Context<AppEnv>,
  { origin, message }: Extract<Completion, { readonly kind: 'message' }>,
): Promise<Response> {
  const call = `window.opener?.postMessage(${inScript(message)}, ${inScript(origin)});`;
  return page(c, 'The sign-in is done.', call);
}

/** JSON that cannot end the script that it is in. */
const inScript = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');

async function page(c: Context<AppEnv>, text: string, script?: string): Promise<Response> {
  const nonce = c.get('environment').uuid();
  const run = script === undefined ? '' : html`<script nonce="${nonce}">${raw(script)}</script>`;
  c.header('Content-Security-Policy', `default-src 'none'; script-src 'nonce-${nonce}'; frame-ancestors 'none'`);
  c.header('X-Content-Type-Options', 'nosniff');
  return c.html(html`<!doctype html>
    <html lang="en">
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width" />
      <title>Tidemark</title>
      <p>${text} You can close this window.</p>
      ${run}
    </html>`);
}
