/** Answers with what code shows in the place of a record. */
import type { Context } from 'hono';
import type { Answer } from '../code/answer.ts';
import type { Shown } from '../code/table-code.ts';
import { parseTimestamp } from '../protocol/timestamp.ts';
import type { AppEnv } from './app-env.ts';
import { cacheControl, recordHeaders, replyJson, replyOutcome, type Written } from './reply.ts';

/** The answer to a write with or without code around it. */
export function replyAnswer(c: Context<AppEnv>, answer: Answer, written: Written): Response {
  if (answer.kind !== 'shown') return replyOutcome(c, answer, written);
  const { shown } = answer;
  if (written.status === 204) return c.body(null, 204, { 'Cache-Control': cacheControl });
  return replyShown(c, shown, written.status, written.headers?.({ id: shown.id }));
}

/** What code shows, whole or some members of it; with an ETag if it has a version. */
export function replyShown(
  c: Context<AppEnv>,
  shown: Shown,
  status: 200 | 201 | 412,
  headers: Readonly<Record<string, string>> = {},
  members?: readonly string[],
): Response {
  return replyJson(picked(shown, members), status, { ...shownHeaders(c, shown), ...headers });
}

/** The members that were asked for; all by default. */
export function picked(shown: Shown, members: readonly string[] | undefined): Shown {
  return members === undefined ? shown : Object.fromEntries(members.map((member) => [member, shown[member] ?? null]));
}

function shownHeaders(c: Context<AppEnv>, { version, updatedAt }: Shown): Record<string, string> {
  const stamp = typeof updatedAt === 'string' ? parseTimestamp(updatedAt) : undefined;
  if (typeof version !== 'string' || stamp === undefined) return { 'Cache-Control': cacheControl };
  return recordHeaders(c, { version, updatedAt: stamp });
}
