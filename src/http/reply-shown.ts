/** Replies with what code shows in the place of a record. */
import type { Answer } from '../code/answer.ts';
import type { Shown } from '../code/table-code.ts';
import type { Dialect } from '../protocol/dialect.ts';
import { parseTimestamp } from '../protocol/timestamp.ts';
import { headHeaders } from './head-headers.ts';
import { cacheControl, emptyReply, jsonReply, type Reply } from './reply.ts';
import { type Audience, outcomeReply, recordHeaders, type Written } from './reply-record.ts';

/** The reply to a write with or without code around it. */
export function answerReply(audience: Audience, answer: Answer, written: Written): Reply {
  if (answer.kind !== 'shown') return outcomeReply(audience, answer, written);
  const { shown, head } = answer;
  const headers = audience.dialect === '3.0' ? headHeaders(head) : {};
  if (written.status === 204) return emptyReply(204, { 'Cache-Control': cacheControl, ...headers });
  return shownReply(audience.dialect, shown, written.status, {
    ...headers,
    ...written.headers?.({ id: String(shown.id) }),
  });
}

/** What code shows, whole or some members of it; with an ETag if it has a version. */
export function shownReply(
  dialect: Dialect,
  shown: Shown,
  status: 200 | 201 | 412,
  headers: Reply['headers'] = {},
  members?: readonly string[],
): Reply {
  return jsonReply(picked(shown, members), status, { ...shownHeaders(dialect, shown), ...headers });
}

/** The members that were asked for; all by default. */
export function picked(shown: Shown, members: readonly string[] | undefined): Shown {
  return members === undefined ? shown : Object.fromEntries(members.map((member) => [member, shown[member] ?? null]));
}

function shownHeaders(dialect: Dialect, { version, updatedAt }: Shown): Record<string, string> {
  const stamp = typeof updatedAt === 'string' ? parseTimestamp(updatedAt) : undefined;
  if (typeof version !== 'string' || stamp === undefined) return { 'Cache-Control': cacheControl };
  return recordHeaders(dialect, { version, updatedAt: stamp });
}
