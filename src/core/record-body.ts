/** Records as they are on the wire. */
import type { ColumnKind, Json } from '../protocol/column-kind.ts';
import { printTimestamp } from '../protocol/print-timestamp.ts';
import type { SyncTable } from '../table/sync-table.ts';

/** A record as SQL gives it, by column name. */
export type StoredRecord = { readonly [column: string]: string | number | null };

export type RecordBody = { [member: string]: Json };

/** Where a member of a record is kept: under its own name, but for the owner, whose column has one name everywhere. */
export function columnOf(table: SyncTable, member: string): string {
  return member === table.owner ? 'owner' : member;
}

type Printer = (record: StoredRecord) => RecordBody;
type Print = (value: string | number) => Json;

const asStored: Print = (value) => value;

const prints: Record<ColumnKind, Print> = {
  string: asStored,
  number: asStored,
  integer: asStored,
  bigint: asStored,
  day: asStored,
  time: asStored,
  boolean: (value) => value === 1,
  date: (value) => printTimestamp(Number(value)),
  json: (value) => JSON.parse(String(value)),
};

/**
 * Prints records of a table, with the members asked for, or all: id, columns, then the other system properties. Times
 * have three fraction digits and `Z`, `deleted` is always a boolean.
 */
export function recordPrinter(table: SyncTable, members?: readonly string[]): Printer {
  return members === undefined ? printersOf(table).forClients : printerOf(table, members);
}

/** Prints records with the hidden columns too, as code sees them. */
export const recordPrinterForCode = (table: SyncTable): Printer => printersOf(table).forCode;

type Printers = { readonly forClients: Printer; readonly forCode: Printer };

const made = new WeakMap<SyncTable, Printers>();

function printersOf(table: SyncTable): Printers {
  const known = made.get(table);
  if (known !== undefined) return known;
  const forClients = printerOf(table, table.members.keys());
  const isAll = table.members.size === table.allMembers.size;
  const printers = { forClients, forCode: isAll ? forClients : printerOf(table, table.allMembers.keys()) };
  made.set(table, printers);
  return printers;
}

function printerOf(table: SyncTable, members: Iterable<string>): Printer {
  const printed = Array.from(members, (member) => {
    return [member, columnOf(table, member), prints[table.allMembers.get(member) ?? 'string']] as const;
  });
  return (record) => {
    const body: RecordBody = {};
    for (const [member, column, print] of printed) {
      const value = record[column];
      body[member] = value === null || value === undefined ? null : print(value);
    }
    return body;
  };
}
