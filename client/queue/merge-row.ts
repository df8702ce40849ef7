/** What a record from the server makes of the one that is here. */
import { compareValues } from '../../src/protocol/value-order.ts';
import { wireValue } from '../../src/protocol/wire-value.ts';
import type { JsonRecord } from './record-entry.ts';
import type { RecordState } from './record-state.ts';
import { sameJson } from './same-json.ts';

/**
 * The state with the server's copy, unless the one that is here is newer: answers and pages may arrive out of order.
 * What is pending stays as it is; it was made on the version that it names, and the server will tell if that is no
 * more.
 */
export function mergeRow(state: RecordState, row: JsonRecord): RecordState {
  if (isRemoved(row)) return state.server === undefined ? state : { ...state, server: undefined };
  if (state.server !== undefined && (isOlder(row, state.server) || sameJson(row, state.server))) return state;
  return { ...state, server: row };
}

/** Whether an item of a list says that its record is no longer there, or not in this list (OData JSON v4.01 §15.4). */
export const isRemoved = (row: JsonRecord): boolean => '@removed' in row;

function isOlder({ updatedAt: time }: JsonRecord, { updatedAt: than }: JsonRecord): boolean {
  return typeof time === 'string' && typeof than === 'string' && isBefore(time, than);
}

/** Whether the first of two points in time is before the second, also by less than the millisecond that dates hold. */
export function isBefore(left: string, right: string): boolean {
  if (left.length === right.length && left.endsWith('Z') && right.endsWith('Z')) return left < right;
  return compareValues(wireValue('date', left), wireValue('date', right)) < 0;
}
