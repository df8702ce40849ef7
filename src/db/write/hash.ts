/** What tells two operations with one key apart. */
import type { Operation } from '../../core/operation.ts';

/** A SHA-256 of an operation's table, record, conditions and content, as hex. */
export async function hashOperation(table: string, operation: Operation): Promise<string> {
  const { key: _, ...content } = operation.asked ?? operation;
  const bytes = new TextEncoder().encode(JSON.stringify([table, content]));
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
