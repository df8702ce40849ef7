/** Replies to the read of one record, as its conditional headers ask for. */
import type { Found } from '../code/read-through.ts';
import { absentProblem } from '../core/absent.ts';
import { evaluateRead, readPreconditions } from '../core/preconditions.ts';
import type { Asked } from './asked.ts';
import { headHeaders } from './head-headers.ts';
import { emptyReply, type Reply } from './reply.ts';
import { recordHeaders, recordReply } from './reply-record.ts';
import { shownReply } from './reply-shown.ts';

/** The record, or what code shows of it: 200, 304 or 412. */
export function foundReply(asked: Asked, { rows, shown, head }: Found, select: readonly string[] | undefined): Reply {
  const { dialect, header } = asked;
  const [record] = rows;
  const [instead] = shown ?? [];
  const headers = headHeaders(head);
  const conditions = dialect === '2.0' ? {} : readPreconditions(header, dialect);
  const stamped = record && { version: String(record.version), updatedAtMs: Number(record.updatedAt) };
  const verdict = stamped === undefined ? 'fresh' : evaluateRead(conditions, stamped);
  if (record !== undefined && verdict === 'not_modified')
    return emptyReply(304, { ...recordHeaders(dialect, record), ...headers });
  const status = verdict === 'failed' ? 412 : 200;
  if (instead !== undefined) return shownReply(dialect, instead, status, headers, select);
  if (record === undefined || shown !== undefined) throw absentProblem(dialect, 'missing');
  return recordReply(asked, record, status, headers, select);
}
