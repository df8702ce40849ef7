/** The write path: a list of operations, decided and applied in one transaction. */
import type { Environment } from '../../core/environment.ts';
import { type Decision, decide, type Outcome } from '../../core/outcome.ts';
import type { Principal } from '../../core/principal.ts';
import { type Placed, planWaves, type TableEntry } from '../../core/waves.ts';
import type { Db, Row } from '../db.ts';
import { attemptTwice } from '../retry.ts';
import type { Attempt, Tried } from './entry.ts';
import { hashOperation } from './hash.ts';
import { insertedRow } from './inserted-row.ts';
import { waveStatements } from './wave-statements.ts';

/** Who writes where. */
type Writer = {
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
export async function write(writer: Writer, entries: readonly TableEntry[]): Promise<Outcome<Row>[]> {
  const { waves, refused } = planWaves(entries);
  const request = `req:${writer.environment.uuid()}`;
  const keyed = waves.map((wave) => inLists(wave.map((placed) => withKey(request, placed))));
  const decided = keyed.length === 0 ? [] : await attemptTwice(() => attempt(writer, keyed));
  const outcomes: Outcome<Row>[] = [];
  for (const [at, problem] of refused) outcomes[at] = { kind: 'refused', problem, record: undefined, replayed: false };
  keyed.flat().forEach(({ at, operation }, index) => {
    const told = decided[index];
    if (told === undefined) throw new Error('The write path gave no row for an operation.');
    outcomes[at] = { ...decide(told, operation), head: told.head };
  });
  return outcomes;
}

/** Those of one client on one table next to each other. */
function inLists(wave: readonly Keyed[]): readonly Keyed[] {
  const [first] = wave;
  if (wave.every(({ table, client }) => table === first?.table && client === first.client)) return wave;
  return [...Map.groupBy(wave, ({ table, client }) => `${table.name} ${client}`).values()].flat();
}

type Keyed = Placed & Pick<Attempt, 'client' | 'n' | 'hash'>;

/** The operation with a key: its own, or one that only this request has. */
function withKey(request: string, { at, table, operation }: Placed): Keyed {
  const { key } = operation;
  if (key === undefined) return { at, table, operation, client: request, n: at, hash: null };
  return { at, table, operation, client: key.client, n: key.n, hash: hashOperation(table.name, operation) };
}

type Told = Decision<Row> & { readonly head: string | undefined };

/** One try of everything. Each try has versions of its own, so that it applies only what it decided itself. */
async function attempt(
  { db, environment, principal }: Writer,
  waves: readonly (readonly Keyed[])[],
): Promise<readonly Told[]> {
  const latestStamp = environment.now() + maxClockLeadMs;
  const tried = waves.map((wave) => withVersions(environment, wave));
  const plans = tried.map((wave) => waveStatements(wave, principal, latestStamp));
  const results = await db.write(plans.flatMap(({ statements }) => statements));
  let offset = 0;
  const explained = plans.flatMap(({ statements, explains }) => {
    const told = explains.flatMap(({ at, count }) => inOrder(results[offset + at] ?? [], count));
    offset += statements.length;
    return told;
  });
  return tried.flat().map((each, index) => toldOf(each, principal, explained[index]));
}

function withVersions(environment: Environment, wave: readonly Keyed[]): Tried[] {
  return wave.map(({ table, operation, client, n, hash }) => {
    return { table, operation, attempt: { client, n, hash, version: environment.version() } };
  });
}

/** What one statement says of an operation; without a row it is a new record, as it was sent, with that stamp. */
type Explained = {
  readonly row: Row | undefined;
  readonly stamp?: number | undefined;
  readonly head: string | undefined;
};

/** What one statement says of so many operations, each with the head, which the first of them has. */
function inOrder(rows: readonly Row[], count: number): readonly Explained[] {
  const placed = Array.from({ length: count }, (): Row | undefined => undefined);
  for (const row of rows) placed[Number(row._at)] = row;
  const { _head, _seq } = placed[0] ?? {};
  const head = typeof _head === 'string' ? _head : undefined;
  return placed.map((row, at) => ({ row, stamp: typeof _seq === 'number' ? _seq + at : undefined, head }));
}

/** What a row says of the operation: was it decided, by this attempt, and is it the one that was decided? */
function toldOf(tried: Tried, principal: Principal | undefined, explained: Explained | undefined): Told {
  const { row, stamp, head } = explained ?? {};
  const { operation, attempt } = tried;
  if (row === undefined) {
    if (stamp === undefined) throw new Error('The write path gave no row for an operation.');
    return { status: 201, fresh: true, same: true, record: insertedRow(tried, principal, stamp), head };
  }
  const { _status, _hash, _version, _pk, _table } = row;
  const isItsId = operation.id === undefined || operation.isFreshId || String(_pk ?? row.id) === operation.id;
  const isHere = _table === null && isItsId;
  return {
    status: typeof _status === 'number' ? _status : null,
    fresh: (_version ?? row.version) === attempt.version,
    same: isHere && _hash === attempt.hash,
    // As the row is: to leave out what is not of the record would be to copy it.
    record: row.id === null ? undefined : row,
    head,
  };
}
