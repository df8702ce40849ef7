/** Who asks and with what: all that code of an app needs to know of a request. */
import type { Environment } from '../core/environment.ts';
import type { Principal } from '../core/principal.ts';
import type { Db } from '../db/db.ts';
import type { Dialect } from '../protocol/dialect.ts';

export type Caller = {
  /** Opens the database at the first call, once a request. */
  readonly openDb: () => Db;
  readonly environment: Environment;
  /** The name of the request, for the log. */
  readonly requestId: string;
  readonly principal: Principal | undefined;
  readonly dialect: Dialect;
  /** The headers of the request. */
  readonly headers: Headers;
  /** Lets work go on behind the answer; if it fails, that is logged. */
  readonly later: (work: () => Promise<void>) => void;
};
