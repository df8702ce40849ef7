/** What a route is asked: a request to a table, however it came in. */
import type { Context } from 'hono';
import type { Caller } from '../code/caller.ts';
import type { TableCode } from '../code/table-code.ts';
import type { QueryParam } from '../protocol/query-string.ts';
import type { SyncTable } from '../table/sync-table.ts';
import type { AppEnv } from './app-env.ts';
import { bodyOf, type Sent } from './body.ts';
import { callerOf } from './caller.ts';

export type Asked = Caller &
  Sent & {
    /** The whole address. */
    readonly url: string;
    /** The decoded parameters of its query. */
    readonly params: readonly QueryParam[];
    readonly table: SyncTable;
    /** The code that the app has for the table. */
    readonly code: TableCode | undefined;
    /** The id in the address, decoded; undefined where the address is that of the table. */
    readonly id: string | undefined;
  };

/** A request of its own. */
export function askedOf(c: Context<AppEnv>): Asked {
  return {
    ...callerOf(c),
    url: c.req.url,
    params: c.get('params'),
    table: c.get('table'),
    code: c.get('code'),
    id: c.req.param('id'),
    header: (name) => c.req.header(name),
    body: bodyOf(c),
  };
}
