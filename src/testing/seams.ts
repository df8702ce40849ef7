/** Where a simulation may change the system under test from outside: the boundaries that it has anyway. */
import type { LocalStore } from '../../client/index.ts';
import type { Environment } from '../core/environment.ts';
import type { Db } from '../db/db.ts';
import type { Random } from './random.ts';

export type Fetch = typeof globalThis.fetch;

/** What a changed boundary may use: dice of the seed, and a wait in which others go on, or a crash comes. */
export type Beside = { readonly random: Random; readonly pause: () => Promise<void> };

/** Each takes the real thing and gives what stands in its place. */
export type Seams = {
  readonly store?: (store: LocalStore, beside: Beside) => LocalStore;
  /** The network as a device reaches it. */
  readonly fetch?: (fetch: Fetch, beside: Beside) => Fetch;
  readonly db?: (db: Db, beside: Beside & { readonly environment: Environment }) => Db;
  /** The app of the service, and a request to it. */
  readonly app?: (
    handle: (request: Request) => Promise<Response>,
    request: Request,
    random: Random,
  ) => Promise<Response>;
  /** Statements behind the migrations. */
  readonly schema?: readonly string[];
};
