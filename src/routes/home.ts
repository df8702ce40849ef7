/** `GET /`: what this is, which tables it serves, and what to try. HTML for a browser, JSON otherwise. */
import type { Context } from 'hono';
import { html, raw } from 'hono/html';
import type { AppEnv } from '../http/app-env.ts';
import type { SyncTable } from '../table/sync-table.ts';

const title = 'Tidemark';
const what = 'Offline data sync: the table protocol of Azure Mobile Apps and Datasync, versions 2.0 and 3.0.';

const style = `body { font: 1rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: 3rem auto; padding: 0 1rem; }
:root { color-scheme: light dark; }
pre { overflow-x: auto; }`;

/** The page may have that style, by its hash, and nothing else. */
const policy =
  "default-src 'none'; style-src 'sha256-K3tAZh85i3Qo8qbuV8wnA9gLxw6eD+07MSAHJQuOJrk='; frame-ancestors 'none'";

/** The home page of a service with these tables. */
export function home(tables: readonly SyncTable[]) {
  return async function home(c: Context<AppEnv>): Promise<Response> {
    c.header('Vary', 'Accept');
    const { origin } = new URL(c.req.url);
    const served = tables.map((table) => ({
      name: table.name,
      url: `${origin}/tables/${table.name}`,
      columns: Array.from(table.members.keys()),
    }));
    const curl = `curl ${served[0]?.url ?? `${origin}/health`}`;
    if (!c.req.header('Accept')?.includes('text/html')) {
      return c.json({
        name: title,
        what,
        tables: served,
        batch: `${origin}/$batch`,
        health: `${origin}/health`,
        try: curl,
      });
    }
    return c.html(homePage(origin, served, curl), 200, { 'Content-Security-Policy': policy });
  };
}

type Served = { readonly name: string; readonly url: string; readonly columns: readonly string[] };

function homePage(origin: string, served: readonly Served[], curl: string) {
  const items = served.map(
    ({ name, url, columns }) => html`<li><a href="${url}">${name}</a>: ${columns.join(', ')}</li>`,
  );
  return html`<!doctype html>
      <html lang="en">
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title}</title>
        <style>${raw(style)}</style>
        <h1>${title}</h1>
        <p>${what}</p>
        <h2>Tables</h2>
        <ul>${items}</ul>
        <h2>Try it</h2>
        <pre>${curl}</pre>
        <p>Many requests in one: POST ${origin}/$batch</p>
        <p><a href="/reference">Reference</a>, <a href="/health">health</a></p>
      </html>`;
}
