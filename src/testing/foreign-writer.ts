/** Writers that do not come through the app: another SQL client, and lists of operations that belong together. */
import type { Operation } from '../core/operation.ts';
import { quoted } from '../db/identifier.ts';
import { write } from '../db/write/write.ts';
import type { SyncTable } from '../table/sync-table.ts';
import { markedColumn, markOf } from './columns.ts';
import type { StepOf } from './plan.ts';
import type { ServerHistory } from './server-history.ts';
import type { Service } from './service.ts';
import type { Trace } from './trace.ts';

type ForeignWriterOptions = {
  readonly service: Service;
  readonly history: ServerHistory;
  readonly tables: readonly SyncTable[];
  readonly trace: Trace;
};

export class ForeignWriter {
  readonly #options: ForeignWriterOptions;

  constructor(options: ForeignWriterOptions) {
    this.#options = options;
  }

  async take(step: StepOf<'foreign-write' | 'group'>): Promise<void> {
    const table = this.#options.tables.find(({ name }) => name === step.table);
    if (table === undefined) return;
    if (step.do === 'group') await this.#group(table, step);
    else this.#change(table, step);
  }

  #change(table: SyncTable, { number, id }: StepOf<'foreign-write'>): void {
    const { service, trace } = this.#options;
    const sql = `UPDATE ${quoted(table.name)} SET ${quoted(markedColumn(table))} = ?1 WHERE id = ?2 AND deleted = 0`;
    service.commit([{ sql, params: [markOf(0, 0, number), id] }], 'another SQL client');
    trace.count('foreign writes');
  }

  async #group(table: SyncTable, { number, ids, failing }: StepOf<'group'>): Promise<void> {
    const { service, history, trace } = this.#options;
    const mark = markOf(0, 1, number);
    const column = markedColumn(table);
    const live = ids.filter((id) => history.of(table.name).get(`${table.name}  ${id}`)?.row.deleted === 0);
    if (live.length === 0) return;
    const operations = live.map((id, at): Operation => {
      const stale = failing && at === live.length - 1;
      return {
        kind: 'update',
        id,
        expects: 'live',
        deleted: false,
        values: { [column]: mark },
        preconditions: stale ? { ifMatch: ['0000000000000000'] } : {},
        key: { client: `group ${number}`, n: at },
        group: 'all',
      };
    });
    const name = 'a group';
    const writer = { db: service.openDb(name), environment: service.environmentOf(name), principal: undefined };
    const outcomes = await write(
      writer,
      operations.map((entry) => ({ table, entry })),
    );
    const told = outcomes.filter(({ kind }) => kind === 'written').length;
    const done = live.filter((id) => history.of(table.name).get(`${table.name}  ${id}`)?.row[column] === mark).length;
    const meant = failing ? 0 : live.length;
    if (told !== meant || done !== meant) {
      trace.violate(
        'I10',
        `of a group of ${live.length} that ${failing ? 'fails' : 'holds'}, ${done} were written, ${told} told`,
      );
    }
    trace.count('groups');
  }
}
