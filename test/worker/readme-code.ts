import { createApp } from '../../src/app.ts';
import { tableCode } from '../../src/code/table-code.ts';
import { openDatabase } from '../../src/env.ts';
import { ProblemError } from '../../src/protocol/problem.ts';
import * as tables from '../../src/tables.ts';

const todos = tableCode(tables.todoitem, {
  insert: ({ values }, next) => next({ text: values.text?.trim() ?? null }),
  delete: async ({ stored }, next) => {
    const todo = await stored();
    if (todo?.complete === false) throw new ProblemError('rejected', 'Complete the item before you delete it.');
    return next();
  },
});

export const app = createApp({
  tables: Object.values(tables),
  openDb: openDatabase,
  code: [todos],
  api: (api) => {
    api.get('/open', async (c) => c.json(await c.var.tables(tables.todoitem).list('$filter=complete eq false')));
  },
});
