/** Which operations of a list can be decided at once: the first of each record, then the second, and so on. */
import { ProblemError } from '../protocol/problem.ts';
import type { SyncTable } from '../table/sync-table.ts';
import type { Operation } from './operation.ts';

/** An operation, and the table that it is about. */
export type TableEntry = { readonly table: SyncTable; readonly entry: Operation };

/** An operation, its table, and its place in the list. */
export type Placed = { readonly at: number; readonly table: SyncTable; readonly operation: Operation };

type Plan = {
  /** Within a wave no record and no key occurs twice, and a group is never split. */
  readonly waves: readonly (readonly Placed[])[];
  /** The operations that are refused before the database is asked, by their place. */
  readonly refused: ReadonlyMap<number, ProblemError>;
};

const maxWaves = 20;

/** The waves of a list of operations, in its order. */
export function planWaves(entries: readonly TableEntry[]): Plan {
  const waves: Placed[][] = [];
  const refused = new Map<number, ProblemError>();
  const lastWave = new Map<string, number>();
  const groupsSeen = new Set<string>();
  for (const unit of unitsOf(entries)) {
    const claims = unit.flatMap(claimsOf);
    const wave = firstFree(claims, lastWave);
    const problem = unitProblem(unit, groupsSeen) ?? waveProblem(wave);
    if (problem !== undefined) {
      for (const { at } of unit) refused.set(at, problem);
      continue;
    }
    for (const claim of claims) lastWave.set(claim, wave);
    waves[wave] ??= [];
    waves[wave].push(...unit);
  }
  return { waves, refused };
}

/** The first wave after all in which one of the claims was taken. */
function firstFree(claims: readonly string[], lastWave: ReadonlyMap<string, number>): number {
  let last = -1;
  for (const claim of claims) last = Math.max(last, lastWave.get(claim) ?? -1);
  return 1 + last;
}

/** What an operation keeps from the others of its wave: its record and its key. */
function claimsOf({ table, operation: { id, key } }: Placed): string[] {
  const record = id === undefined ? [] : [`record ${table.name} ${id}`];
  return key === undefined ? record : [...record, `key ${key.n} ${key.client}`];
}

/** The list cut into what is decided together: a group, or one operation. */
function unitsOf(entries: readonly TableEntry[]): Placed[][] {
  const units: Placed[][] = [];
  let group: string | undefined;
  entries.forEach(({ table, entry }, at) => {
    const unit = units.at(-1);
    const member = { at, table, operation: entry };
    if (entry.group !== undefined && entry.group === group && unit !== undefined) unit.push(member);
    else units.push([member]);
    group = entry.group;
  });
  return units;
}

function waveProblem(wave: number): ProblemError | undefined {
  if (wave < maxWaves) return undefined;
  return new ProblemError(
    'too_many_edits_of_one_record',
    `One request edits a record at most ${maxWaves} times; send the rest in the next.`,
  );
}

function unitProblem(unit: readonly Placed[], groupsSeen: Set<string>): ProblemError | undefined {
  const group = unit[0]?.operation.group;
  if (group === undefined) return undefined;
  if (groupsSeen.has(group)) {
    return new ProblemError('invalid_group', `The operations of group "${group}" are not next to each other.`);
  }
  groupsSeen.add(group);
  const records = unit.flatMap(({ table, operation }) =>
    operation.id === undefined ? [] : `${table.name} ${operation.id}`,
  );
  if (new Set(records).size === records.length) return undefined;
  return new ProblemError('invalid_group', `Group "${group}" edits a record twice; edit it once in a group.`);
}
