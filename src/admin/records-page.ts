/** The records of a table: filtered, sorted, a page at a time. */
import { html } from 'hono/html';
import * as z from 'zod';
import type { Json } from '../protocol/column-kind.ts';
import type { SyncTable } from '../table/sync-table.ts';
import type { Ask, Members } from './ask.ts';
import { addressOf, alertOf, grid, type Markup, page } from './page.ts';

/** What the form above the records says, and where a page goes on. */
type RecordsQuery = {
  readonly filter: string;
  readonly orderby: string;
  readonly deleted: string;
  readonly skiptoken: string;
};

const pageBody = z.object({
  items: z.array(z.record(z.string(), z.json())),
  count: z.number().optional(),
  nextLink: z.string().optional(),
});

export async function recordsPage(ask: Ask, user: string, table: SyncTable, query: RecordsQuery): Promise<Markup> {
  const { filter, orderby, deleted, skiptoken } = query;
  const asked = addressOf(`/tables/${table.name}`, {
    $filter: filter,
    $orderby: orderby,
    __includeDeleted: deleted === '' ? '' : 'true',
    $count: 'true',
    $skiptoken: skiptoken,
  });
  const { status, body } = await ask(user, asked);
  const path = `/admin/tables/${table.name}`;
  const content = status === 200 ? listing(user, path, table, query, body) : alertOf(body.detail);
  return page(table.name, user, html`${queryForm(user, query)}${content}`);
}

const queryForm = (user: string, { filter, orderby, deleted }: RecordsQuery) => html`<form class="query">
  <input type="hidden" name="as" value="${user}" />
  <label>Filter <input name="filter" size="40" value="${filter}" placeholder="complete eq false" /></label>
  <label>Order <input name="orderby" value="${orderby}" placeholder="updatedAt desc" /></label>
  <label>Deleted <input type="checkbox" name="deleted" value="1" ${deleted === '' ? '' : 'checked'} /></label>
  <button>Show</button>
</form>`;

function listing(user: string, path: string, table: SyncTable, query: RecordsQuery, body: Members): Markup {
  const { items, count, nextLink } = pageBody.parse(body);
  const members = [...table.members.keys()];
  const rows = items.map((record) => recordRow(user, path, members, record));
  const heads = members.map((member) => sortLink(user, path, query, member));
  const skiptoken = new URLSearchParams(nextLink).get('$skiptoken') ?? '';
  const next = addressOf(path, { ...query, as: user, skiptoken });
  return html`<p>
      ${count} records. <a href="${addressOf(`${path}/insert`, { as: user })}">Insert one</a>
    </p>
    ${grid(heads, rows, 'There are none.')} ${skiptoken === '' ? '' : html`<p><a href="${next}">Next page</a></p>`}`;
}

/** Sorts by the member, and the other way round where it is sorted so. */
function sortLink(user: string, path: string, query: RecordsQuery, member: string): Markup {
  const orderby = query.orderby === member ? `${member} desc` : member;
  return html`<a href="${addressOf(path, { ...query, as: user, orderby, skiptoken: '' })}">${member}</a>`;
}

const recordRow = (user: string, path: string, members: readonly string[], record: Members) => html`<tr
  class="${record.deleted === true ? 'deleted' : ''}"
>
  ${members.map((member) => html`<td>${member === 'id' ? recordLink(user, path, record.id) : cell(record[member])}</td>`)}
</tr>`;

const recordLink = (user: string, path: string, id: Json = null) =>
  html`<a href="${addressOf(`${path}/record`, { as: user, id: String(id) })}">${String(id)}</a>`;

const cell = (value: Json = null): string => {
  if (value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
};
