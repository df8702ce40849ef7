/** The last writes, and the devices that made them. */
import { html } from 'hono/html';
import type { Db, Row } from '../db/db.ts';
import { devices, journalTail } from '../db/inspect.ts';
import { printTimestamp } from '../protocol/print-timestamp.ts';
import { addressOf, grid, type Markup, page } from './page.ts';

const journalHeads = ['When', 'Table', 'Owner', 'Record', 'What', 'Status', 'User', 'Client', 'Number'];

/** @param before the `seq` above the first row; by default all are below it. */
export async function journalPage(db: Db, user: string, before: string): Promise<Markup> {
  const rows = await journalTail(db, Number(before) || Number.MAX_SAFE_INTEGER);
  const last = rows.at(-1)?.seq;
  const older =
    last === undefined
      ? ''
      : html`<p><a href="${addressOf('/admin/journal', { as: user, before: String(last) })}">Older</a></p>`;
  return page('Journal', user, html`${grid(journalHeads, rows.map(journalRow), 'Nothing was written.')}${older}`);
}

const journalRow = ({ seq, tbl, scope, pk, kind, status, principal, client, n }: Row) => html`<tr>
  <td>${printTimestamp(Number(seq))}</td>
  ${[tbl, scope, pk, kind, status, principal, client, n].map((value) => html`<td>${value ?? ''}</td>`)}
</tr>`;

const whoIsListed = html`<p>
  The 100 that pushed last, as far back as the journal goes. A device that only pulls is not here: reading leaves nothing in the
  database. Nor is an old client, which gives its operations no keys: its writes are in the journal.
</p>`;

export async function devicesPage(db: Db, user: string): Promise<Markup> {
  const rows = (await devices(db)).map(({ principal, client, writes, n, lastSeen }) => {
    const act =
      principal === '' ? 'nobody' : html`<a href="${addressOf('/admin', { as: principal })}">${principal}</a>`;
    const cells = [client, writes, n, printTimestamp(lastSeen)].map((value) => html`<td>${value}</td>`);
    return html`<tr><td>${act}</td>${cells}</tr>`;
  });
  const heads = ['User', 'Client', 'Writes', 'Last number', 'Last push'];
  return page('Devices', user, html`${whoIsListed}${grid(heads, rows, 'No device has pushed yet.')}`);
}
