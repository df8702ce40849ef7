/** What an app says of its tables when it makes the client. */
import type { DeclaredColumns } from '../query/columns.ts';
import type { ErrorHandler } from './delivery.ts';

export type TableOptions = {
  /**
   * The columns that this device keeps, with their kinds. Without them it keeps all, and takes numbers for numbers and
   * text for text; declare columns of the kinds `bigint`, `integer` and `json`, and tables of which only some are needed.
   */
  readonly columns?: DeclaredColumns;
  /** Decides about conflicts of this table; the client's handler without one. */
  readonly onConflict?: ErrorHandler;
  /** Decides about other refusals of this table; the client's handler without one. */
  readonly onError?: ErrorHandler;
};

export type TableSettings = {
  readonly columnsOf: (table: string) => DeclaredColumns | undefined;
  readonly handlerOf: (table: string, conflict: boolean) => ErrorHandler | undefined;
};

export type Handlers = Pick<TableOptions, 'onConflict' | 'onError'>;

export function tableSettings(tables: Readonly<Record<string, TableOptions>>, handlers: Handlers): TableSettings {
  const optionsOf = (table: string): TableOptions => (Object.hasOwn(tables, table) ? (tables[table] ?? {}) : {});
  return {
    columnsOf: (table) => optionsOf(table).columns,
    handlerOf: (table, conflict) => {
      const name = conflict ? 'onConflict' : 'onError';
      return optionsOf(table)[name] ?? handlers[name];
    },
  };
}
