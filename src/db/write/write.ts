/** The write path: a list of operations, decided and applied in one transaction. */
import type { Environment } from '../../core/environment.ts';
import { type Decision, decide, type Outcome } from '../../core/outcome.ts';
import type { Principal } from '../../core/principal.ts';
import { type Placed, planWaves, type TableEntry } from '../../core/waves.ts';
import type { Db, Row } from '../db.ts';
import { attemptTwice } from '../retry.ts';
import type { Attempt } from './entry.ts';
import { hashOperation } from './hash.ts';
import { type Tried, waveStatements } from './wave-statements.ts';

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
const inLists = (wave: readonly Keyed[]): Keyed[] =>
  [...Map.groupBy(wave, ({ table, client }) => `${table.name} ${client}`).values()].flat();

type Keyed = Placed & Pick<Attempt, 'client' | 'n' | 'hash'>;

/** The operation with a key: its own, or one that only this request has. */
function withKey(request: string, { at, table, operation }: Placed): Keyed {
  const { key } = operation;
  if (key === undefined) return { at, table, operation, client: request, n: at, hash: null };
  return { at, table, operation, client: key.client, n: key.n, hash: hashOperation(table.name, operation) };
}

type Told = Decision<Row> & { readonly head: string | undefined };

/** One try of everything. Each try has versions of its own, so that it applies only what it decided itself. */
async function attempt({ db, environment, principal }: Writer, waves: readonly Keyed[][]): Promise<readonly Told[]> {
  const latestStamp = environment.now() + maxClockLeadMs;
  const tried = waves.map((wave) => withVersions(environment, wave));
  const plans = tried.map((wave) => waveStatements(wave, principal, latestStamp));
  const results = await db.write(plans.flatMap(({ statements }) => statements));
  let offset = 0;
  const rows = plans.flatMap(({ statements, explains }) => {
    const told = explains.flatMap((at) => inOrder(results[offset + at] ?? []));
    offset += statements.length;
    return told;
  });
  return tried.flat().map((each, index) => decisionOf(each, rows[index]));
}

function withVersions(environment: Environment, wave: readonly Keyed[]): Tried[] {
  return wave.map(({ table, operation, client, n, hash }) => {
    return { table, operation, attempt: { client, n, hash, version: environment.version() } };
  });
}

type Explained = { readonly row: Row; readonly head: string | undefined };

/** The rows of one statement, each with the head, which the first of them has. */
function inOrder(rows: readonly Row[]): readonly Explained[] {
  const placed: Row[] = [];
  for (const row of rows) placed[Number(row._at)] = row;
  const head = placed[0]?._head;
  return placed.map((row) => ({ row, head: typeof head === 'string' ? head : undefined }));
}

/** What a row says of the operation: was it decided, by this attempt, and is it the one that was decided? */
function decisionOf({ operation: { id }, attempt: { hash, version } }: Tried, explained: Explained | undefined): Told {
  if (explained === undefined) throw new Error('The write path gave no row for an operation.');
  const { row, head } = explained;
  const { _status, _hash, _version, _pk, _table } = row;
  const isHere = _table === null && (id === undefined || String(_pk ?? row.id) === id);
  return {
    status: typeof _status === 'number' ? _status : null,
    fresh: (_version ?? row.version) === version,
    same: isHere && _hash === hash,
    // As the row is: to leave out what is not of the record would be to copy it.
    record: row.id === null ? undefined : row,
    head,
  };
}
