/** The tables of the tests: one for each thing that a table can be. */
import { bigint, boolean, date, day, integer, json, number, string, time } from '../../src/table/column.ts';
import { syncTable } from '../../src/table/sync-table.ts';

export const todoitem = syncTable('todoitem', { text: string(), complete: boolean({ default: false }) });

/** A column of every kind. */
export const kitchen = syncTable(
  'kitchen',
  {
    text: string(),
    value: number(),
    count: integer(),
    complete: boolean({ default: false }),
    due: date(),
    meta: json(),
    big: bigint(),
  },
  { viewColumns: ['text'] },
);

/** Removed records are gone. */
export const note = syncTable('note', { text: string() }, { softDelete: false });

export const strict = syncTable('strict', {
  title: string({ required: true, maxLength: 100 }),
  score: number({ default: 0 }),
});

/** Takes bodies with members that are no column. */
export const lenient = syncTable('lenient', { text: string() }, { unknown: 'ignore' });

export const closed = syncTable('closed', { text: string() }, { access: 'disabled' });

/** Everyone reads, signed-in users write. */
export const members = syncTable(
  'members',
  { text: string() },
  {
    access: {
      read: 'anonymous',
      insert: 'authenticated',
      update: 'authenticated',
      delete: 'authenticated',
      undelete: 'authenticated',
    },
  },
);

/** The server numbers its records. */
export const ticket = syncTable('ticket', { text: string() }, { id: 'integer' });

/** Each user has records of their own. */
export const diary = syncTable('diary', { text: string() }, { owner: 'userId' });

/** The movies of test/movies. */
export const movie = syncTable('movie', {
  title: string({ required: true }),
  duration: integer({ required: true }),
  rating: string(),
  releaseDate: date({ required: true }),
  year: integer({ required: true }),
  bestPictureWinner: boolean({ default: false }),
});

/** Days and times: one record for each day of 2022, and a few more. */
export const moment = syncTable('moment', {
  day: day(),
  time: time(),
  at: date(),
  dateOnly: day(),
  timeOnly: time(),
  timeOnlyValue: time(),
});

/** What filters of old servers and clients are asked of, under the names that they use. */
export const product = syncTable('product', {
  name: string(),
  title: string(),
  description: string(),
  user: string(),
  price: number(),
  nullableValue: number(),
  discontinued: boolean({ default: false }),
  likesBeer: boolean({ default: false }),
  isMale: boolean({ default: false }),
  checkinDate: date(),
  d: date(),
  performance: time(),
  guidField: string(),
});

/** What filters of .NET clients are asked of, under the names that they use. */
export const gadget = syncTable('gadget', {
  Name: string(),
  String: string(),
  Enum3: string(),
  Duration: string(),
  Price: number(),
  Weight: number(),
  WeightInKG: number(),
  InStock: boolean({ default: false }),
  Created: date(),
});

/** Forgets its tombstones after a month. */
export const draft = syncTable('draft', { text: string() }, { tombstonesExpire: { days: 30 } });

/** Gives its records on small pages. */
export const paged = syncTable('paged', { text: string() }, { pageSize: 25 });

/** Views of its code use some of its columns, and users own its records. */
export const card = syncTable(
  'card',
  { list: string(), text: string(), done: boolean({ default: false }), points: integer() },
  { owner: 'userId', viewColumns: ['list', 'done'] },
);

/** As `card`, for everyone, and removed cards are gone. */
export const slip = syncTable(
  'slip',
  { list: string(), text: string(), done: boolean({ default: false }), points: integer() },
  { softDelete: false, viewColumns: ['list', 'done'] },
);
