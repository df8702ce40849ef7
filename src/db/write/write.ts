/** The write path: a list of operations on one table, decided and applied in one transaction. */
import type { Environment } from '../../core/environment.ts';
import type { Operation } from '../../core/operation.ts';
import { decide, type Outcome } from '../../core/outcome.ts';
import type { Principal } from '../../core/principal.ts';
import { scopeOf } from '../../core/scope.ts';
import { type Entry, type Placed, planWaves } from '../../core/waves.ts';
import type { SyncTable } from '../../table/sync-table.ts';
import type { Db, Row, Statement } from '../db.ts';
import { attemptTwice } from '../retry.ts';
import { type Attempt, printEntry, printMember, sliceEntries } from './entry.ts';
import { hashOperation } from './hash.ts';
import { dropStatement, failGroups, writeStatements } from './statements.ts';

/** Who writes where. */
export type Writer = {
  readonly db: Db;
  readonly environment: Environment;
  /** Who asks; keys of operations belong to it. */
  readonly principal: Principal | undefined;
};

/** How far the database's clock may be ahead of the worker's before stamps stop following it, in milliseconds. */
const maxClockLeadMs = 300_000;

/**
 * What became of each entry, in order. Everything is decided and applied in one transaction; operations on one record
 * see each other's effect in the order of the list. When the database is lost in the middle, the same operations are
 * asked for once more: what had been committed is then found by its key.
 *
 * @throws DatabaseError when the database fails; `unavailable` only after the second try.
 */
export async function write(writer: Writer, table: SyncTable, entries: readonly Entry[]): Promise<Outcome<Row>[]> {
  const { waves, refused } = planWaves(entries);
  const request = `req:${writer.environment.uuid()}`;
  const keyed = await Promise.all(waves.map((wave) => keyWave(request, table, wave)));
  const rows = keyed.length === 0 ? [] : await attemptTwice(() => attempt(writer, table, keyed));
  const outcomes: Outcome<Row>[] = [];
  for (const [at, problem] of refused) outcomes[at] = { kind: 'refused', problem, record: undefined, replayed: false };
  keyed.flat().forEach(({ at, operation }, index) => {
    outcomes[at] = toOutcome(rows[index], operation);
  });
  return outcomes;
}

type Keyed = Placed & Pick<Attempt, 'client' | 'n' | 'hash'>;

/** Gives every operation a key: its own, or one that only this request has. */
function keyWave(request: string, table: SyncTable, wave: readonly Placed[]): Promise<Keyed[]> {
  return Promise.all(
    wave.map(async ({ at, operation }) => {
      const { key } = operation;
      if (key === undefined) return { at, operation, client: request, n: at, hash: null };
      return { at, operation, ...key, hash: await hashOperation(table.name, operation) };
    }),
  );
}

/** One try of everything. Each try has versions of its own, so that it applies only what it decided itself. */
async function attempt({ db, environment, principal }: Writer, table: SyncTable, waves: readonly Keyed[][]) {
  const who = [scopeOf(table, principal), principal?.id ?? ''] as const;
  const latestStamp = environment.now() + maxClockLeadMs;
  const plans = waves.map((wave) => waveStatements(table, withVersions(environment, wave), who, latestStamp));
  const results = await db.write(plans.flatMap(({ statements }) => statements));
  let offset = 0;
  return plans.flatMap(({ statements, explains }) => {
    const rows = explains.flatMap((at) => results[offset + at] ?? []);
    offset += statements.length;
    return rows;
  });
}

type Tried = { readonly operation: Operation; readonly attempt: Attempt };

function withVersions(environment: Environment, wave: readonly Keyed[]): Tried[] {
  return wave.map(({ operation, client, n, hash }) => {
    return { operation, attempt: { client, n, hash, version: environment.version() } };
  });
}

/** The statements of one wave, and which of them explain. */
function waveStatements(table: SyncTable, wave: readonly Tried[], who: readonly [string, string], latestStamp: number) {
  const { decide: decideSql, apply, explain } = writeStatements(table);
  const slices = sliceEntries(wave.map(({ operation, attempt: tried }) => printEntry(table, operation, tried)));
  const grouped = wave.filter(({ operation }) => operation.group !== undefined);
  const members = sliceEntries(grouped.map(({ operation, attempt: tried }) => printMember(operation, tried)));
  const each = (sql: string, ...more: number[]): Statement[] =>
    slices.map((slice) => ({ sql, params: [slice, ...who, ...more] }));
  const before = [
    ...each(decideSql, latestStamp),
    ...members.map((slice): Statement => ({ sql: failGroups, params: [slice, ...who] })),
    ...each(apply),
  ];
  const explains = slices.map((_, index) => before.length + index);
  const [scope] = who;
  const drop = dropStatement(table);
  const drops = table.softDelete ? [] : slices.map((slice): Statement => ({ sql: drop, params: [slice, scope] }));
  return { statements: [...before, ...each(explain), ...drops], explains };
}

function toOutcome(row: Row | undefined, { kind }: Operation): Outcome<Row> {
  if (row === undefined) throw new Error('The write path gave no row for an operation.');
  const { _status, _fresh, _same, ...record } = row;
  return decide(
    {
      status: typeof _status === 'number' ? _status : null,
      fresh: _fresh === 1,
      same: _same === 1,
      record: record.id === null ? undefined : record,
    },
    kind === 'insert',
  );
}
