/** What every request carries on its way through the app. */

import type { Auth } from '../auth/auth.ts';
import type { OpenTable } from '../code/table-access.ts';
import type { TableCode } from '../code/table-code.ts';
import type { Environment } from '../core/environment.ts';
import type { Principal } from '../core/principal.ts';
import type { Db } from '../db/db.ts';
import type { Dialect } from '../protocol/dialect.ts';
import type { QueryParam } from '../protocol/query-string.ts';
import type { SyncTable } from '../table/sync-table.ts';
import type { RateLimits } from './limits.ts';

export type AppEnv<Bindings extends object = object> = {
  Bindings: Bindings;
  Variables: {
    /** Set for every request. */
    environment: Environment;
    requestId: string;
    params: readonly QueryParam[];
    dialect: Dialect;
    principal: Principal | undefined;
    /** Undefined where the environment says nothing of users. */
    auth: Auth | undefined;
    /** Opens the database at the first call, once a request. */
    openDb: () => Db;
    /** Where the session with the database has come to; undefined if it was not opened, or has none. */
    bookmark: () => string | undefined;
    /** Set where the app has limits. */
    limits: RateLimits | undefined;
    /** Set for pages of other origins: the headers by which they may see the answer. */
    shared: Readonly<Record<string, string>> | undefined;
    /** Set below `/tables/{table}`. */
    table: SyncTable;
    /** Set there if the app has code for the table. */
    code: TableCode | undefined;
    /** Set below `/api`: opens a table for the app's own reads and writes. */
    tables: OpenTable;
  };
};
