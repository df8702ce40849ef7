/** The tables, their columns and how many records they have. */
import { html } from 'hono/html';
import type { SyncTable } from '../table/sync-table.ts';
import type { Ask } from './ask.ts';
import { addressOf, grid, type Markup, page } from './page.ts';

export async function tablesPage(ask: Ask, user: string, tables: readonly SyncTable[]): Promise<Markup> {
  const rows = await Promise.all(tables.map((table) => tableRow(ask, user, table)));
  return page('Tables', user, grid(['Table', 'Records', 'Deleted', 'Columns', 'Access'], rows, 'There are no tables.'));
}

async function tableRow(ask: Ask, user: string, { name, columns, access, owner }: SyncTable): Promise<Markup> {
  const count = async (query: string): Promise<number | undefined> => {
    const { status, body } = await ask(user, `/tables/${name}?$count=true&$top=0${query}`);
    return status === 200 ? Number(body.count) : undefined;
  };
  const [live, all] = await Promise.all([count(''), count('&__includeDeleted=true')]);
  const [records, deleted] =
    live === undefined || all === undefined
      ? [owner === undefined ? 'not readable' : 'of each user', '']
      : [String(live), String(all - live)];
  const declared = Object.entries(columns).map(([column, { kind }]) => `${column} ${kind}`);
  return html`<tr>
    <td><a href="${addressOf(`/admin/tables/${name}`, { as: user })}">${name}</a></td>
    <td>${records}</td>
    <td>${deleted}</td>
    <td>${declared.join(', ')}</td>
    <td>${[...new Set(Object.values(access))].join(', ')}</td>
  </tr>`;
}
