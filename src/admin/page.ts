/** The frame of every page of the table browser. */
import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

export type Markup = HtmlEscapedString | Promise<HtmlEscapedString>;

/** An address with a query; parts that are empty are left out. */
export function addressOf(path: string, query: { readonly [name: string]: string }): string {
  const params = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== ''));
  return params.size === 0 ? path : `${path}?${params}`;
}

/** A whole page; `user` is whom the operator acts as, and goes with each link. */
export function page(title: string, user: string, content: unknown): Markup {
  const link = (path: string, text: string) => html`<a href="${addressOf(`/admin${path}`, { as: user })}">${text}</a>`;
  return html`<!doctype html>
    <html lang="en">
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width" />
      <title>${title} · Tidemark</title>
      <style>
        :root { color-scheme: light dark; }
        body { font: 1rem/1.5 system-ui, sans-serif; max-width: 76rem; margin: 0 auto; padding: 0 1rem 3rem; }
        nav { display: flex; gap: 1rem; flex-wrap: wrap; align-items: baseline; padding: 1rem 0; border-bottom: 1px solid #8886; }
        nav form { margin-left: auto; }
        main { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
        th, td { text-align: left; vertical-align: top; padding: 0.3rem 0.8rem 0.3rem 0; border-bottom: 1px solid #8883; max-width: 24rem; overflow-wrap: anywhere; }
        tr.deleted td { opacity: 0.6; text-decoration: line-through; }
        input, textarea, button { font: inherit; }
        textarea { width: 100%; min-height: 16rem; font-family: ui-monospace, monospace; }
        form.query { display: flex; gap: 0.7rem; flex-wrap: wrap; align-items: end; }
        form.query label { display: grid; }
        [role='alert'] { border-left: 4px solid #c33; padding: 0.3rem 0.8rem; }
        [role='status'] { border-left: 4px solid #393; padding: 0.3rem 0.8rem; }
      </style>
      <body>
        <nav aria-label="Tables and more">
          ${link('', 'Tables')} ${link('/journal', 'Journal')} ${link('/devices', 'Devices')}
          <form>
            <label>Act as user <input name="as" value="${user}" placeholder="nobody" /></label>
            <button>Go</button>
          </form>
        </nav>
        <main>
          <h1>${title}</h1>
          ${content}
        </main>
      </body>
    </html>`;
}

/** A table of cells, or what to say when there is none. */
export function grid(heads: readonly (string | Markup)[], rows: readonly Markup[], none: string): Markup {
  if (rows.length === 0) return html`<p>${none}</p>`;
  return html`<table>
    <thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
    <tbody>${rows}</tbody>
  </table>`;
}

/** A problem of the service, in its words. */
export const alertOf = (detail: unknown): Markup => html`<p role="alert">${String(detail)}</p>`;
