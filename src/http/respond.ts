/** Responses, with the headers that every answer has. */
import type { Context, Next } from 'hono';
import { commonHeaders, personalHeaders } from './answer-headers.ts';
import type { AppEnv } from './app-env.ts';
import type { Reply } from './reply.ts';
import { requestIdHeader } from './request-id.ts';

/** The response to a request, made at once: each header that is set later costs as much as all of them. */
export function respond<Bindings extends object>(
  c: Context<AppEnv<Bindings>>,
  { status, headers, body, isProblem }: Reply,
): Response {
  const named = isProblem === true && body instanceof Object ? { ...body, requestId: c.get('requestId') } : body;
  return respondText(c, named === undefined ? null : JSON.stringify(named), { status, headers });
}

/** The same, for a body that has been printed already. */
export function respondText<Bindings extends object>(
  c: Context<AppEnv<Bindings>>,
  text: string | null,
  { status, headers }: Pick<Reply, 'status' | 'headers'>,
): Response {
  return new Response(text, { status, headers: { ...commonHeaders(c), ...headers, ...personalHeaders(c) } });
}

/** Puts the same headers on answers that were made in another way, such as those of an app's own routes. */
export async function completeAnswer<Bindings extends object>(c: Context<AppEnv<Bindings>>, next: Next): Promise<void> {
  await next();
  const { headers } = c.res;
  if (headers.has(requestIdHeader)) return;
  for (const [name, value] of Object.entries({ ...commonHeaders(c), ...personalHeaders(c) })) {
    if (name === 'Vary') c.header(name, value, { append: true });
    else if (!headers.has(name)) c.header(name, value);
  }
}
