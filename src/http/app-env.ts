/** What every request carries on its way through the app. */

import type { Environment } from '../core/environment.ts';
import type { Principal } from '../core/principal.ts';
import type { Db } from '../db/db.ts';
import type { Dialect } from '../protocol/dialect.ts';
import type { QueryParam } from '../protocol/query-string.ts';
import type { SyncTable } from '../table/sync-table.ts';

export type AppEnv<Bindings extends object = object> = {
  Bindings: Bindings;
  Variables: {
    /** Set for every request. */
    environment: Environment;
    params: readonly QueryParam[];
    dialect: Dialect;
    principal: Principal | undefined;
    /** Opens the database at the first call, once a request. */
    openDb: () => Db;
    /** Set below `/tables/{table}`. */
    table: SyncTable;
  };
};
