/** Tables as an app declares them for the server, under names of its own choice, among other things. */
import { bigint, boolean, date, day, integer, json, number, string, time } from '../../../src/table/column.ts';
import { syncTable } from '../../../src/table/sync-table.ts';

export const kitchenSink = syncTable('everything', {
  text: string(),
  title: string({ required: true, maxLength: 100 }),
  score: number({ default: 0 }),
  count: integer(),
  complete: boolean({ default: false }),
  due: date(),
  birthday: day(),
  alarm: time({ required: true }),
  big: bigint(),
  meta: json(),
});
export const todo = syncTable('todoitem', { text: string(), complete: boolean({ default: false }) });
export const ticket = syncTable('ticket', {}, { id: 'integer' });
export const diary = syncTable('diary', { text: string() }, { owner: 'userId' });

export const tables = [kitchenSink, todo];
export const name = 'no table';
export const describe = (): string => tables.map((table) => table.name).join();
export type Declared = typeof todo;
