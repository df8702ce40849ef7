/**
 * Requests of the table browser: those that any client makes, to a service in which the operator is whom they choose.
 */
import type { Principal } from '../core/principal.ts';
import type { Json } from '../protocol/column-kind.ts';

/** A JSON object. */
export type Members = { readonly [member: string]: Json };

export type Answer = { readonly status: number; readonly body: Members };

type Sent = { readonly method?: string; readonly version?: string; readonly body?: string };

/** Asks for an address as a user, '' being nobody. */
export type Ask = (user: string, address: string, sent?: Sent) => Promise<Answer>;

const userHeader = 'x-admin-as';

/** Who asks, in the service that the browser asks; nothing else may take these requests. */
export async function operatorsChoice(request: Request): Promise<Principal | undefined> {
  const id = decodeURIComponent(request.headers.get(userHeader) ?? '');
  return id === '' ? undefined : { id };
}

/** Asks a service whose users are `operatorsChoice`. */
export function askOf(origin: string, fetch: (request: Request) => Response | Promise<Response>): Ask {
  return async (user, address, { method = 'GET', version, body } = {}) => {
    const headers = {
      [userHeader]: encodeURIComponent(user),
      'Content-Type': 'application/json',
      ...(version === undefined ? {} : { 'If-Match': `"${version}"` }),
    };
    const request = new Request(new URL(address, origin), { method, headers, ...(body === undefined ? {} : { body }) });
    const answer = await fetch(request);
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? {} : JSON.parse(text) };
  };
}
