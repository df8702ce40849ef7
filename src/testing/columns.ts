/** Which columns of a table a simulation writes, and what: every edit writes a text that no other edit writes. */
import type { Json } from '../protocol/column-kind.ts';
import type { Column } from '../table/column.ts';
import type { SyncTable } from '../table/sync-table.ts';
import type { Random } from './random.ts';

type Values = { readonly [member: string]: Json };

const marker = /u\d+\.d\d+\.s\d+/g;
const longestMarker = 24;

/** The mark of one edit: who made it, on which device, in which step. */
export const markOf = (user: number, device: number, step: number): string => `u${user}.d${device}.s${step}`;

/** The marks in a text; a handler may have put several together. */
export const marksIn = (text: unknown): readonly string[] =>
  typeof text === 'string' ? (text.match(marker) ?? []) : [];

/**
 * The column that has the marks: the first that takes any text.
 *
 * @throws Error for a table without one: its edits could not be told apart.
 */
export function markedColumn({ name, columns }: SyncTable): string {
  const found = Object.entries(columns).find(([, column]) => isRoomy(column));
  if (found !== undefined) return found[0];
  throw new Error(`Table "${name}" has no string column of ${longestMarker} characters, by which to tell edits apart.`);
}

const isRoomy = ({ kind, maxLength = longestMarker, access }: Column): boolean =>
  kind === 'string' && access === undefined && maxLength >= longestMarker;

/** Values for some of the other columns; for all that need one if the record is new. */
export function randomValues(table: SyncTable, random: Random, isNew: boolean): Values {
  const marked = markedColumn(table);
  const entries = Object.entries(table.columns).flatMap(([name, column]) => {
    const needed = isNew && column.default === undefined;
    const isOpen = column.access === undefined || (column.access === 'writeOnce' && isNew);
    const written = name !== marked && isOpen && (needed || random.chance(0.4));
    return written ? [[name, randomValue(column, random)] as const] : [];
  });
  return Object.fromEntries(entries);
}

function randomValue({ kind, nullable, maxLength = 20 }: Column, random: Random): Json {
  if (nullable && random.chance(0.2)) return null;
  switch (kind) {
    case 'string':
      return random.pick(['x', 'żółw', 'it’s “so” 🦊', '']).slice(0, maxLength);
    case 'number':
      return random.pick([0, -1.5, 1e-7, 12_345.678]);
    case 'integer':
      return random.pick([0, -1, 42, Number.MAX_SAFE_INTEGER]);
    case 'boolean':
      return random.chance(0.5);
    case 'date':
      return new Date(Date.UTC(2020, random.below(12), 1, 0, 0, 0, random.below(1000))).toISOString();
    case 'json':
      return random.pick([{ a: [1, null, 'b'] }, [], 'text', 7]);
    case 'bigint':
      return random.pick(['0', '-9007199254740993', '123456789012345678901234567890']);
    case 'day':
      return `2024-0${1 + random.below(9)}-29`;
    case 'time':
      return `0${random.below(10)}:59:07.00${random.below(10)}`;
  }
}
