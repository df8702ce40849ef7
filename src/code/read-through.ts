/** A read with the code of its table around it. */
import { toRecord } from '../core/typed-record.ts';
import type { View } from '../core/view.ts';
import type { Page } from '../db/list.ts';
import type { Caller } from './caller.ts';
import { contextOf } from './context.ts';
import type { Shown, TableCode } from './table-code.ts';
import { viewOf } from './view.ts';
import { withoutHidden } from './without-hidden.ts';

/** What was read, and what the code shows of it; undefined: the records as they are. */
export type Found = Page & { readonly shown?: readonly Shown[] };

export type Sought = {
  /** The id in the address; undefined for a list. */
  readonly id: string | undefined;
  /** The most records to show; a page may have one more, by which the next page is known. */
  readonly limit: number;
};

/** What was found in the view. A page that code gives without looking has no page behind it. */
export async function readThrough(
  caller: Caller,
  code: TableCode,
  { id, limit }: Sought,
  find: (view: View | undefined) => Promise<Page>,
): Promise<Found> {
  const context = contextOf(caller, code.table);
  const view = await viewOf(code, context);
  let page: Page | undefined;
  const next = async () => {
    page = await find(view);
    return page.rows.slice(0, limit).map((row) => toRecord(code.table, row));
  };
  const { hooks } = code;
  if (hooks.read === undefined) return find(view);
  const shown = await hooks.read({ ...context, operation: 'read', id }, next);
  const seen = shown.map((record) => withoutHidden(code.table, record));
  return { ...(page ?? { rows: [], count: shown.length }), shown: seen };
}
