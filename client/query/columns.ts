/** The columns that are known of a table on this device. */
import type { ColumnKind } from '../../src/protocol/column-kind.ts';
import { systemMembers } from '../queue/system-members.ts';

/** Kinds of columns that an app declares of a table: none, some or all. */
export type DeclaredColumns = { readonly [member: string]: ColumnKind };

/** The declared columns, and those that every table has. */
export const knownColumns = (declared: DeclaredColumns): ReadonlyMap<string, ColumnKind> =>
  new Map([...Object.entries(declared), ...systemMembers]);
