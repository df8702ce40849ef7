/** A request, and what it takes to send it. */
import type { Json } from '../../src/protocol/column-kind.ts';
import type { Dialect } from '../../src/protocol/dialect.ts';
import type { Seen } from '../sync/seen.ts';
import type { Outcome } from './outcome.ts';

export type WireRequest = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Behind the service's address, `?` and options included; or a whole address, of a link that the service gave. */
  readonly address: string;
  /** Those that are undefined are not sent. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: Json | undefined;
};

/** Where tokens come from. A token is asked for at each request; after a 401 once a fresh one. */
export type TokenSource = {
  readonly token: () => string | undefined | Promise<string | undefined>;
  readonly refresh?: () => string | undefined | Promise<string | undefined>;
};

/** The outcome of the request; it never throws. */
export type Send = (request: WireRequest, signal?: AbortSignal) => Promise<Outcome>;

/** Where requests go, and how. */
export type TransportOptions = {
  readonly url: string;
  readonly protocol: Dialect;
  readonly fetch: typeof globalThis.fetch;
  readonly tokens: TokenSource | undefined;
  readonly timeoutMs: number;
  readonly now: () => number;
  /** What was seen of the service, whose newest bookmark goes with each request. */
  readonly seen: Seen;
};
