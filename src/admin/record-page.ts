/** One record, to be looked at, edited, removed and brought back. */
import { html } from 'hono/html';
import type { ColumnAccess } from '../table/column.ts';
import type { SyncTable } from '../table/sync-table.ts';
import type { Answer, Ask, Members } from './ask.ts';
import { alertOf, type Markup, page } from './page.ts';

/** What was sent by the form of a record. */
type RecordForm = {
  readonly id: string;
  readonly action: string;
  readonly version: string;
  readonly json: string;
};

const addressOfRecord = ({ name }: SyncTable, id: string): string => `/tables/${name}/${encodeURIComponent(id)}`;

/** Reads the record, deleted or not. */
export async function recordPage(ask: Ask, user: string, table: SyncTable, id: string): Promise<Markup> {
  const { status, body } = await ask(user, `${addressOfRecord(table, id)}?__includeDeleted=true`);
  const content = status === 200 ? recordForm(body, editable(table, body)) : alertOf(body.detail);
  return page(`${table.name}: ${id}`, user, content);
}

/** An empty form. */
export const insertPage = (user: string, table: SyncTable): Markup =>
  page(
    `${table.name}: a new record`,
    user,
    newForm(JSON.stringify({ id: '', ...columnsOf(table, [undefined, 'writeOnce'], {}) }, null, 2)),
  );

/** Does what the form asks for, on the version that it shows; what was typed stays when it is refused. */
export async function sentPage(ask: Ask, user: string, table: SyncTable, form: RecordForm): Promise<Markup> {
  const { id, action, version, json } = form;
  const { status, body } = await send(ask, user, table, form);
  const title = `${table.name}: ${id === '' ? 'a new record' : id}`;
  if (status < 300) {
    const done = html`<p role="status">${action}: done.</p>`;
    const shown = status === 204 ? (await ask(user, `${addressOfRecord(table, id)}?__includeDeleted=true`)).body : body;
    return page(title, user, html`${done}${shown.id === undefined ? '' : recordForm(shown, editable(table, shown))}`);
  }
  if (status === 412) {
    const said = 'The record has been changed meanwhile. Below is what you typed, over the version that it has now.';
    return page(title, user, html`${alertOf(said)}${recordForm(body, json)}`);
  }
  const again = action === 'Insert' ? newForm(json) : recordForm({ id, version }, json);
  return page(title, user, html`${alertOf(body.detail ?? 'The record is there already.')}${again}`);
}

function send(ask: Ask, user: string, table: SyncTable, { id, action, version, json }: RecordForm): Promise<Answer> {
  const at = addressOfRecord(table, id);
  switch (action) {
    case 'Insert':
      return ask(user, `/tables/${table.name}`, { method: 'POST', body: json });
    case 'Delete':
      return ask(user, at, { method: 'DELETE', version });
    case 'Undelete':
      return ask(user, at, { method: 'PATCH', version, body: '{"deleted":false}' });
    default:
      return ask(user, at, { method: 'PATCH', version, body: json });
  }
}

/** The columns with one of those accesses, as the record has them. */
function columnsOf({ columns }: SyncTable, accesses: readonly (ColumnAccess | undefined)[], record: Members): Members {
  const names = Object.entries(columns).flatMap(([name, { access }]) => (accesses.includes(access) ? [name] : []));
  return Object.fromEntries(names.map((name) => [name, record[name] ?? null]));
}

const editable = (table: SyncTable, record: Members): string =>
  JSON.stringify(columnsOf(table, [undefined], record), null, 2);

const newForm = (json: string) => html`<form method="post">
  <label>The record, as JSON <textarea name="json">${json}</textarea></label>
  <button name="action" value="Insert">Insert</button>
</form>`;

const recordForm = (record: Members, json: string) => html`<dl>
    ${['version', 'createdAt', 'updatedAt', 'deleted'].map((name) => html`<dt>${name}</dt><dd>${String(record[name] ?? '')}</dd>`)}
  </dl>
  <form method="post">
    <input type="hidden" name="id" value="${String(record.id)}" />
    <input type="hidden" name="version" value="${String(record.version)}" />
    <label>Its columns, as JSON <textarea name="json">${json}</textarea></label>
    ${
      record.deleted === true
        ? html`<button name="action" value="Undelete">Undelete</button>`
        : html`<button name="action" value="Save">Save</button> <button name="action" value="Delete">Delete</button>`
    }
  </form>`;
