/** Records of a table that all users share. */
import { readRecord } from '../../../src/db/read.ts';
import { db } from '../database.ts';
import { todoitem } from '../tables.ts';
import { insertOf, writeAs } from './operations.ts';

export const read = (id: string) => readRecord(db, todoitem, undefined, id);

/** @returns its version */
export const insertOne = async (id: string): Promise<string> => {
  const [outcome] = await writeAs(undefined, todoitem, [insertOf(id, { text: 'first', complete: false })]);
  return String(outcome?.record?.version);
};
