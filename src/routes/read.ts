/** `GET /tables/{table}/{id}`: one record. */
import type { Context } from 'hono';
import { absentProblem } from '../core/absent.ts';
import { evaluateRead, readPreconditions } from '../core/preconditions.ts';
import { requireAccess } from '../http/access.ts';
import type { AppEnv } from '../http/app-env.ts';
import { findRecord } from '../http/find.ts';
import { recordHeaders, replyRecord } from '../http/reply.ts';
import { replyShown } from '../http/reply-shown.ts';
import { parseListQuery } from '../odata/parse-query.ts';

/** 200; 404 for no record, 410 (in 2.0: 404) for a deleted one; 304 and 412 as conditional headers ask for in 3.0. */
export async function read(c: Context<AppEnv>): Promise<Response> {
  const dialect = c.get('dialect');
  const table = c.get('table');
  requireAccess(table, 'read', c.get('principal'));
  const query = parseListQuery(c.get('params'), dialect, table);
  const seesDeleted = dialect === '3.0' && (query.includeDeleted || optsForDeleted(c));
  const { rows, shown } = await findRecord(c, seesDeleted);
  const [record] = rows;
  const [instead] = shown ?? [];
  const conditions = dialect === '2.0' ? {} : readPreconditions((name) => c.req.header(name), dialect);
  const stamped = record && { version: String(record.version), updatedAtMs: Number(record.updatedAt) };
  const verdict = stamped === undefined ? 'fresh' : evaluateRead(conditions, stamped);
  if (record !== undefined && verdict === 'not_modified') return c.body(null, 304, recordHeaders(c, record));
  const status = verdict === 'failed' ? 412 : 200;
  if (instead !== undefined) return replyShown(c, instead, status, {}, query.select);
  if (record === undefined || shown !== undefined) throw absentProblem(dialect, 'missing');
  return replyRecord(c, record, status, {}, query.select);
}

/** Datasync 6 clients may ask for deleted records by a header. */
const optsForDeleted = (c: Context<AppEnv>): boolean => /include:deleted/i.test(c.req.header('X-ZUMO-Options') ?? '');
