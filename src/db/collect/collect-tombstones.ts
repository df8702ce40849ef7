/** Tombstones that a table no longer keeps. */
import type { SyncTable } from '../../table/sync-table.ts';
import { isTombstone, tombstoneFloor } from '../floor.ts';
import { quoted } from '../identifier.ts';
import { textLiteral } from '../literal.ts';
import { raiseFloor, type Step, stampBefore, stepOf, stepRows } from './step.ts';

/** Removes the oldest tombstones that are older than `keepMs`; the floor of the table rises to the last of them. */
export function tombstoneStep(table: SyncTable, nowMs: number, keepMs: number): Step {
  const [name, index] = [quoted(table.name), quoted(`${table.name}_tombstones`)];
  const old = `SELECT updatedAt FROM ${name} INDEXED BY ${index}
WHERE ${isTombstone} AND updatedAt < ${stampBefore(keepMs)} ORDER BY updatedAt LIMIT ${stepRows}`;
  return stepOf(old, nowMs, [
    raiseFloor(textLiteral(table.name), 'updatedAt', old),
    `DELETE FROM ${name} INDEXED BY ${index}
WHERE ${isTombstone} AND updatedAt <= ${tombstoneFloor(table)}`,
  ]);
}
