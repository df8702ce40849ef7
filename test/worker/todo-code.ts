/** Services with code around one table, and records of it. */
import { expect } from 'vitest';
import { type TableHooks, tableCode } from '../../src/code/table-code.ts';
import { serve, serveCode } from './coded.ts';
import { insertOf, uuid, written } from './db/operations.ts';
import { todoitem } from './tables.ts';

export type Hooks = TableHooks<typeof todoitem>;

/** A service with this code. */
export const todos = (hooks: Hooks) => serveCode(tableCode(todoitem, hooks));
/** A service without. */
export const plain = serve({});

export const itemOf = (id: string, text: string) => insertOf(id, { text, complete: false });

/** The ids of two new items of two new users. */
export async function pair() {
  const [ann, bob] = [`ann ${uuid()}`, `bob's ${uuid()}`];
  const [hers, his] = [uuid(), uuid()];
  expect(await written(todoitem, [itemOf(hers, ann), itemOf(his, bob)])).toEqual([201, 201]);
  return { ann, bob, hers, his };
}

/** @returns the id of a new item */
export const put = async (values: { text?: string; complete?: boolean } = {}): Promise<string> => {
  const id = uuid();
  expect(await written(todoitem, [insertOf(id, { text: 'old', complete: false, ...values })])).toEqual([201]);
  return id;
};
export const read = async (id: string) => (await plain('GET', `/tables/todoitem/${id}`)).body;
