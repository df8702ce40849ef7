/** `GET /tables/{table}/{id}`: one record. */
import type { Context } from 'hono';
import { absentProblem } from '../core/absent.ts';
import { parseId } from '../core/id.ts';
import { evaluateRead, readPreconditions } from '../core/preconditions.ts';
import { readRecord } from '../db/read.ts';
import { requireAccess } from '../http/access.ts';
import type { AppEnv } from '../http/app-env.ts';
import { recordHeaders, replyRecord } from '../http/reply.ts';
import { parseListQuery } from '../odata/parse-query.ts';

/** 200; 404 for no record, 410 (in 2.0: 404) for a deleted one; 304 and 412 as conditional headers ask for in 3.0. */
export async function read(c: Context<AppEnv>): Promise<Response> {
  const dialect = c.get('dialect');
  const openDb = c.get('openDb');
  const params = c.get('params');
  const principal = c.get('principal');
  const table = c.get('table');
  requireAccess(table, 'read', principal);
  const id = parseId(table, c.req.param('id'));
  const query = parseListQuery(params, dialect, table);
  const record = await readRecord(openDb(), table, principal, id);
  if (record === undefined) throw absentProblem(dialect, 'missing');
  if (record.deleted === 1 && !(dialect === '3.0' && (query.includeDeleted || optsForDeleted(c)))) {
    throw absentProblem(dialect, 'deleted');
  }
  const stamped = { version: String(record.version), updatedAtMs: Number(record.updatedAt) };
  const conditions = dialect === '2.0' ? {} : readPreconditions((name) => c.req.header(name), dialect);
  const verdict = evaluateRead(conditions, stamped);
  if (verdict === 'not_modified') return c.body(null, 304, recordHeaders(c, record));
  return replyRecord(c, record, verdict === 'failed' ? 412 : 200, {}, query.select);
}

/** Datasync 6 clients may ask for deleted records by a header. */
const optsForDeleted = (c: Context<AppEnv>): boolean => /include:deleted/i.test(c.req.header('X-ZUMO-Options') ?? '');
