/** Tables in which each user has records of their own: as many users as there are tests share one service. */
import { bigint, boolean, date, day, integer, json, number, string, time } from '../../../src/table/column.ts';
import { syncTable } from '../../../src/table/sync-table.ts';

const own = { owner: 'userId' } as const;

export const list = syncTable('list', { name: string() }, own);

/** The to-do list of the quickstarts, whose items may be in lists. */
export const todoitem = syncTable(
  'todoitem',
  { text: string({ maxLength: 200 }), complete: boolean({ default: false }), listId: string() },
  own,
);

/** A column of every kind. */
export const kitchen = syncTable(
  'kitchen',
  {
    text: string(),
    value: number(),
    count: integer(),
    complete: boolean({ default: false }),
    due: date(),
    birthday: day(),
    alarm: time(),
    meta: json(),
    big: bigint(),
  },
  own,
);
