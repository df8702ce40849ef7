/** The write path: a list of operations, decided and applied in one transaction. */
import type { Environment } from '../../core/environment.ts';
import type { Operation } from '../../core/operation.ts';
import { decide, type Outcome } from '../../core/outcome.ts';
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
  const keyed = waves.map((wave) => byTable(wave).map((placed) => withKey(request, placed)));
  const rows = keyed.length === 0 ? [] : await attemptTwice(() => attempt(writer, keyed));
  const outcomes: Outcome<Row>[] = [];
  for (const [at, problem] of refused) outcomes[at] = { kind: 'refused', problem, record: undefined, replayed: false };
  keyed.flat().forEach(({ at, operation }, index) => {
    outcomes[at] = toOutcome(rows[index], operation);
  });
  return outcomes;
}

const byTable = (wave: readonly Placed[]): Placed[] => [...Map.groupBy(wave, ({ table }) => table).values()].flat();

type Keyed = Placed & Pick<Attempt, 'client' | 'n' | 'hash'>;

/** The operation with a key: its own, or one that only this request has. */
function withKey(request: string, { at, table, operation }: Placed): Keyed {
  const { key } = operation;
  if (key === undefined) return { at, table, operation, client: request, n: at, hash: null };
  return { at, table, operation, client: key.client, n: key.n, hash: hashOperation(table.name, operation) };
}

/** One try of everything. Each try has versions of its own, so that it applies only what it decided itself. */
async function attempt({ db, environment, principal }: Writer, waves: readonly Keyed[][]): Promise<readonly Row[]> {
  const latestStamp = environment.now() + maxClockLeadMs;
  const plans = waves.map((wave) => waveStatements(withVersions(environment, wave), principal, latestStamp));
  const results = await db.write(plans.flatMap(({ statements }) => statements));
  let offset = 0;
  return plans.flatMap(({ statements, explains }) => {
    const rows = explains.flatMap((at) => results[offset + at] ?? []);
    offset += statements.length;
    return rows;
  });
}

function withVersions(environment: Environment, wave: readonly Keyed[]): Tried[] {
  return wave.map(({ table, operation, client, n, hash }) => {
    return { table, operation, attempt: { client, n, hash, version: environment.version() } };
  });
}

function toOutcome(row: Row | undefined, operation: Operation): Outcome<Row> {
  if (row === undefined) throw new Error('The write path gave no row for an operation.');
  const { _status, _fresh, _same, _head } = row;
  const outcome = decide(
    {
      status: typeof _status === 'number' ? _status : null,
      fresh: _fresh === 1,
      same: _same === 1,
      // As the row is: to leave out what is not of the record would be to copy it.
      record: row.id === null ? undefined : row,
    },
    operation,
  );
  return { ...outcome, head: typeof _head === 'string' ? _head : undefined };
}
