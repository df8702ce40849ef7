/** What is to happen in a run, made of its seed: who edits and syncs what and when, and what goes wrong. */
import type { SyncTable } from '../table/sync-table.ts';
import type { FaultRates } from './faults.ts';
import { Random } from './random.ts';

/** How an app decides about conflicts, when a simulation is not given its handler. */
const policies = ['clientWins', 'serverWins', 'merge', 'later'] as const;
type Policy = (typeof policies)[number];

export type DevicePlan = {
  readonly number: number;
  readonly user: number;
  /** Clients that are open at one time on the one store of the device. */
  readonly tabs: number;
  /** Whether its tabs take turns; pages in frames, and older browsers, have no locks. */
  readonly hasLocks: boolean;
  readonly policy: Policy;
};

type EditKind = 'update' | 'replace' | 'remove' | 'undelete';

type At = { readonly number: number; readonly atMs: number };
type ByTab = At & { readonly device: number; readonly tab: number };

export type Step =
  | (ByTab & { readonly do: 'edit'; readonly kind: EditKind; readonly table: string; readonly id: string })
  | (ByTab & { readonly do: 'push'; readonly parallel: number })
  | (ByTab & { readonly do: 'pull'; readonly table: string; readonly queryId: string | null })
  /** Pushes all and pulls all tables, in one request where that can be. */
  | (ByTab & { readonly do: 'sync' })
  /** Takes all records of a table off the device, unless edits of them wait. */
  | (ByTab & { readonly do: 'purge'; readonly table: string })
  | (ByTab & { readonly do: 'crash'; readonly downMs: number })
  | (At & { readonly do: 'lose-isolate'; readonly isolate: number })
  /** The tokens that a user has are refused from now on. */
  | (At & { readonly do: 'expire'; readonly user: number })
  /** The clock of the database (-1) or of an isolate jumps. */
  | (At & { readonly do: 'jump'; readonly clock: number; readonly byMs: number })
  /** Somebody else's SQL changes a record. */
  | (At & { readonly do: 'foreign-write'; readonly table: string; readonly id: string })
  /** Several records are written all or not at all. */
  | (At & { readonly do: 'group'; readonly table: string; readonly ids: readonly string[]; readonly failing: boolean })
  /** The database goes back to an earlier state; the operator may stamp every record anew, which older clients need. */
  | (At & { readonly do: 'restore'; readonly backMs: number; readonly touches: boolean });

/** The steps that do this. */
export type StepOf<Do extends Step['do']> = Extract<Step, { readonly do: Do }>;

export type Plan = {
  readonly seed: number;
  readonly devices: readonly DevicePlan[];
  readonly steps: readonly Step[];
  readonly rates: FaultRates;
  readonly replicas: number;
  /** Readers of other makes that follow the first shared table. */
  readonly readers: number;
};

export type PlanOptions = {
  readonly tables: readonly SyncTable[];
  /** Edits of a run. */
  readonly edits: number;
  /** Whether the database is restored in half of the runs. */
  readonly restores: boolean;
};

const editMs = 400;

export function planOf(seed: number, options: PlanOptions): Plan {
  const random = new Random(seed, 'plan');
  const devices = Array.from({ length: 3 + random.below(2) }, (_, number): DevicePlan => {
    const tabs = random.chance(0.3) ? 2 : 1;
    return { number, user: 1 + (number % 2), tabs, hasLocks: random.chance(0.5), policy: random.pick(policies) };
  });
  const replicas = random.chance(0.3) ? 2 : 0;
  return {
    seed,
    devices,
    steps: planSteps(random, devices, replicas > 0, options),
    rates: planRates(random),
    replicas,
    readers: 2,
  };
}

/** Some runs are quiet on the whole, some have much of one fault. */
function planRates(random: Random): FaultRates {
  const rate = (most: number): number => (random.chance(0.75) ? random.next() * most : 0);
  return {
    requestLost: rate(0.12),
    answerLost: rate(0.12),
    hangs: rate(0.2),
    duplicated: rate(0.16),
    truncated: rate(0.06),
    intercepted: rate(0.04),
    databaseLostBefore: rate(0.04),
    databaseLostAfter: rate(0.04),
    refreshLost: rate(0.2),
    slow: rate(0.5),
  };
}

type Bare<Of> = Of extends unknown ? Omit<Of, 'number' | 'atMs'> : never;

function planSteps(
  random: Random,
  devices: readonly DevicePlan[],
  lagging: boolean,
  options: PlanOptions,
): readonly Step[] {
  const { tables, edits, restores } = options;
  const lengthMs = edits * editMs;
  const ids = Array.from({ length: 6 + random.below(6) }, (_, at) => `r${at}`);
  const table = (): string => random.pick(tables).name;
  const shared = tables.filter(({ owner }) => owner === undefined).map(({ name }) => name);
  const who = () => {
    const { number, tabs } = random.pick(devices);
    return { device: number, tab: random.below(tabs) };
  };
  const touches = random.chance(0.5);
  const makers: readonly Maker[] = [
    [edits, () => ({ ...who(), do: 'edit', kind: kindOf(random), table: table(), id: random.pick(ids) })],
    [edits / 4, () => ({ ...who(), do: 'push', parallel: random.pick([1, 1, 4]) })],
    [edits / 10, () => ({ ...who(), do: 'sync' })],
    // A replica that is behind shows a pull of everything what was removed here already: only a bookmark could help.
    [
      edits / 6,
      () => ({ ...who(), do: 'pull', table: table(), queryId: lagging || random.chance(0.9) ? 'all' : null }),
    ],
    [rare(random, edits / 15), () => ({ ...who(), do: 'crash', downMs: random.between(1, 5000) })],
    [rare(random, edits / 30), () => ({ do: 'lose-isolate', isolate: random.below(2) })],
    [rare(random, edits / 15), () => ({ do: 'expire', user: 1 + random.below(2) })],
    [
      rare(random, edits / 30),
      () => ({ do: 'jump', clock: random.below(3) - 1, byMs: random.between(-10_000, 10_000) }),
    ],
    [
      restores && random.chance(0.5) ? 1 + random.below(2) : 0,
      () => ({ do: 'restore', backMs: random.between(1000, 20_000), touches }),
    ],
    ...(shared.length === 0 ? [] : foreign(random, shared, ids, edits)),
    [rare(random, edits / 20), () => ({ ...who(), do: 'purge', table: table() })],
  ];
  const steps = makers.flatMap(([count, make]) =>
    Array.from({ length: Math.ceil(count) }, () => ({ atMs: timeOf(random, lengthMs), ...make() })),
  );
  return steps.sort((a, b) => a.atMs - b.atMs).map((step, number) => ({ ...step, number }));
}

type Maker = readonly [count: number, make: () => Bare<Step>];

function foreign(random: Random, shared: readonly string[], ids: readonly string[], edits: number): readonly Maker[] {
  const table = (): string => random.pick(shared);
  const some = (): readonly string[] => [...new Set([random.pick(ids), random.pick(ids), random.pick(ids)])];
  return [
    [rare(random, edits / 20), () => ({ do: 'foreign-write', table: table(), id: random.pick(ids) })],
    [rare(random, edits / 15), () => ({ do: 'group', table: table(), ids: some(), failing: random.chance(0.5) })],
  ];
}

const rare = (random: Random, most: number): number => (random.chance(0.25) ? 0 : random.next() * most);

const kindOf = (random: Random): EditKind =>
  random.pick(['update', 'update', 'update', 'update', 'replace', 'remove', 'undelete']);

/** Half of everything happens in bursts. */
function timeOf(random: Random, lengthMs: number): number {
  const anyTime = random.next() * lengthMs;
  return random.chance(0.5) ? anyTime : Math.floor(anyTime / 5000) * 5000 + random.next() * 300;
}
