/** `GET /openapi.json`, and `GET /reference`, which is the same for people. */
import type { Context } from 'hono';
import { html } from 'hono/html';
import { openApiDocument } from '../core/openapi/document.ts';
import { readRequests } from '../core/openapi/read-requests.ts';
import type { TableRequest } from '../core/openapi/request.ts';
import { writeRequests } from '../core/openapi/write-requests.ts';
import type { AppEnv } from '../http/app-env.ts';
import type { SyncTable } from '../table/sync-table.ts';

/** The OpenAPI 3.1 document of a service with these tables. */
export const openApi = (tables: readonly SyncTable[]) => (c: Context<AppEnv>) =>
  c.json(openApiDocument(tables, new URL(c.req.url).origin));

const policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

/** A page that tells of each table what its records have and what can be asked of it. */
export function reference(tables: readonly SyncTable[]) {
  return function reference(c: Context<AppEnv>): Response | Promise<Response> {
    return c.html(
      html`<!doctype html>
      <html lang="en">
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>Tidemark: reference</title>
        <style>
          body { font: 1rem/1.5 system-ui, sans-serif; max-width: 56rem; margin: 3rem auto; padding: 0 1rem; }
          :root { color-scheme: light dark; }
          table { border-collapse: collapse; width: 100%; margin: 1rem 0 2rem; }
          th, td { text-align: left; vertical-align: top; padding: 0.3rem 0.8rem 0.3rem 0; border-bottom: 1px solid #8884; }
        </style>
        <h1>Reference</h1>
        <p>For programs: <a href="/openapi.json">openapi.json</a>. Many requests in one: POST /$batch.</p>
        ${tables.map(tableSection)}
      </html>`,
      200,
      { 'Content-Security-Policy': policy },
    );
  };
}

function tableSection(table: SyncTable) {
  const requests = [...readRequests(table), ...writeRequests(table)];
  return html`<h2 id="${table.name}">${table.name}</h2>
    <table>
      <thead><tr><th>Member</th><th>Kind</th><th></th></tr></thead>
      <tbody>${Array.from(table.members, ([name, kind]) => memberRow(table, name, kind))}</tbody>
    </table>
    <table>
      <thead><tr><th>Request</th><th></th><th>Who</th></tr></thead>
      <tbody>${requests.map((request) => requestRow(table, request))}</tbody>
    </table>`;
}

function memberRow({ columns }: SyncTable, name: string, kind: string) {
  const column = columns[name];
  const isRequired = column !== undefined && column.default === undefined;
  const preset =
    column?.default === undefined || column.default === null ? '' : `default ${JSON.stringify(column.default)}`;
  const note = column === undefined ? 'set by the service' : isRequired ? 'required' : preset;
  return html`<tr><td><code>${name}</code></td><td>${kind}</td><td>${name === 'id' ? '' : note}</td></tr>`;
}

const requestRow = ({ name, access }: SyncTable, request: TableRequest) => html`<tr>
  <td><code>${request.method.toUpperCase()} /tables/${name}${request.path}</code></td>
  <td>${request.summary}</td>
  <td>${access[request.access]}</td>
</tr>`;
