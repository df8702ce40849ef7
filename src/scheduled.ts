/** What the service does on a schedule: the cron trigger of wrangler.toml. */
import { realEnvironment } from './core/environment.ts';
import { type CollectOptions, collect } from './db/collect/collect.ts';
import type { Db } from './db/db.ts';
import type { SyncTable } from './table/sync-table.ts';

export type ScheduledOptions<Bindings> = CollectOptions & {
  readonly tables: readonly SyncTable[];
  readonly openDb: (env: Bindings) => Db;
};

/**
 * A handler that collects garbage: `scheduled` of a Worker's default export. What a run leaves, the next one takes.
 *
 * @example
 * export default { fetch: app.fetch, scheduled: collectOnSchedule({ tables, openDb: openDatabase }) };
 */
export function collectOnSchedule<Bindings>({ tables, openDb, ...options }: ScheduledOptions<Bindings>) {
  return async (_: unknown, env: Bindings): Promise<void> => {
    await collect({ db: openDb(env), environment: realEnvironment }, tables, options);
  };
}
