/** The request that carries a batch, and what the requests in it have of it. */
import type { Context } from 'hono';
import type { Caller } from '../../code/caller.ts';
import type { BatchRequest } from '../../core/batch-request.ts';
import { decodePath } from '../../http/address.ts';
import type { AppEnv } from '../../http/app-env.ts';
import { maxBodyBytes } from '../../http/body.ts';
import { callerOf } from '../../http/caller.ts';
import { ProblemError } from '../../protocol/problem.ts';

export type Outer = {
  readonly caller: Caller;
  readonly url: URL;
  /** Whether there is room in the batch for a body that is too large for one request. */
  readonly mayBeLarge: boolean;
  /** Those that were read, by their texts: the inserts into a table all have one. */
  readonly addresses: Map<string, Address>;
};

/** The whole address, and the names in its path, decoded, from that of the service on. */
type Address = { readonly url: string; readonly path: readonly string[] };

export function outerOf(c: Context<AppEnv>): Outer {
  const length = c.req.header('Content-Length');
  return {
    caller: callerOf(c),
    url: new URL(c.req.url),
    mayBeLarge: length === undefined || Number(length) > maxBodyBytes,
    addresses: new Map(),
  };
}

/** @throws ProblemError `invalid_request` for what is no address, or one of another service. */
export function addressWithin({ url, addresses }: Outer, text: string): Address {
  const address = addresses.get(text) ?? readAddress(url, text);
  addresses.set(text, address);
  return address;
}

function readAddress(own: URL, text: string): Address {
  const address = URL.parse(text, own.href);
  const root = own.pathname.slice(0, own.pathname.lastIndexOf('/') + 1);
  if (address === null || address.origin !== own.origin || !address.pathname.startsWith(root)) {
    const detail = `A batch takes addresses below ${own.origin}${root}, whole or relative.`;
    throw new ProblemError('invalid_request', detail, { field: 'url' });
  }
  const path = address.pathname.slice(root.length).split('/').map(decodePath);
  return { url: `${address.origin}${address.pathname}${address.search}`, path };
}

/** Who asks is said once, for all of a batch. */
const credentials = ['Authorization', 'X-ZUMO-AUTH', 'Cookie'];

/**
 * The headers that code sees: those of the request, and over them those of the batch, so that none which the network
 * adds can be made up in a batch.
 */
export function headersWithin({ caller }: Outer, { headers }: BatchRequest): Headers {
  const merged = new Headers();
  for (const [name, value] of headers) merged.set(name, value);
  caller.headers.forEach((value, name) => {
    merged.set(name, value);
  });
  return merged;
}

/** @throws ProblemError `invalid_request` for credentials that are not those of the batch. */
export function checkCredentials({ caller }: Outer, { headers }: BatchRequest): void {
  const other = credentials.find((name) => {
    const own = headers.get(name.toLowerCase());
    return own !== undefined && own !== caller.headers.get(name);
  });
  if (other === undefined) return;
  const detail = `Send ${other} with the batch, not with a request in it.`;
  throw new ProblemError('invalid_request', detail, { field: other });
}
