/** Requests of batches on one table, and services that batches are sent to. */
import { createApp } from '../../src/app.ts';
import type { tableCode } from '../../src/code/table-code.ts';
import { DatabaseError, type Db } from '../../src/db/db.ts';
import { type PartSent, sendBatch } from './batch.ts';
import { db } from './database.ts';
import type { testFetch } from './fetch.ts';
import * as tables from './tables.ts';
import { authenticate } from './worker.ts';

export const todos = '/tables/todoitem';
export const insert = (id: string, text = 'a', more: Partial<PartSent> = {}): PartSent => {
  return { method: 'post', url: todos, body: { id, text }, ...more };
};
export const patch = (
  id: string,
  text: string,
  headers: PartSent['headers'] = {},
  more: Partial<PartSent> = {},
): PartSent => {
  return { method: 'patch', url: `${todos}/${id}`, headers, body: { text }, ...more };
};
export const read = (id: string, more: Partial<PartSent> = {}): PartSent => ({
  method: 'get',
  url: `${todos}/${id}`,
  ...more,
});
export const statuses = (parts: readonly { readonly status: number }[]) => parts.map(({ status }) => status);
export const stored = async (id: string) => (await sendBatch([read(id)]))[0];

/** A service whose database counts its calls, and fails the first of them in the given ways. */
export function counted(
  faults: readonly ('before' | 'after')[] = [],
  code: readonly ReturnType<typeof tableCode>[] = [],
) {
  const left = [...faults];
  const calls: string[] = [];
  const counting =
    (kind: 'read' | 'write'): Db['read'] =>
    async (statements) => {
      calls.push(kind);
      const fault = left.shift();
      if (fault === 'before') throw new DatabaseError('unavailable', new Error('lost'));
      const rows = await db[kind](statements);
      if (fault === 'after') throw new DatabaseError('unavailable', new Error('lost'));
      return rows;
    };
  const openDb = () => ({ read: counting('read'), write: counting('write') });
  const app = createApp({ tables: Object.values(tables), code, openDb, authenticate });
  const fetch: typeof testFetch = async (path, init) =>
    app.fetch(new Request(new URL(path, 'http://test.local'), init), {});
  return { calls, send: (parts: readonly PartSent[], headers = {}) => sendBatch(parts, { fetch, headers }) };
}
