/** The service of a simulation: the real app in two isolates, over one database and replicas that lag behind it. */
import { createApp } from '../app.ts';
import type { Environment } from '../core/environment.ts';
import { DatabaseError, type Db, type Row, type Session, type Statement } from '../db/db.ts';
import type { SyncTable } from '../table/sync-table.ts';
import { type Moment, SimulatedDatabase } from './database.ts';
import { Fate, type FaultRates } from './faults.ts';
import { never } from './never.ts';
import { Random } from './random.ts';
import type { Seams } from './seams.ts';
import type { SignIn } from './sign-in.ts';
import { beginningMs, type Timeline } from './timeline.ts';
import type { Trace } from './trace.ts';

/** One request on its way through the app. */
export type Served = {
  readonly number: number;
  readonly request: Request;
  /** Which device or reader has sent it. */
  readonly sender: string;
  /** When the client sent it; copies of it come later. */
  readonly sentAtMs: number;
  /** The versions that it names, in its header or in those of the requests of a batch. */
  readonly named: readonly string[];
  /** The keys of the operations that it says it follows, `client:n`. */
  readonly followed: readonly string[];
  readonly isolate: Isolate;
  alive: boolean;
};

/** Told of every commit, right after it. */
type OnCommit = (database: SimulatedDatabase, by: Served | string) => void;

type Bindings = { readonly served: Served };
type Commit = { readonly statements: readonly Statement[]; readonly moment: Moment; readonly atMs: number };

/** A running copy of the app; a crash replaces it by a new one. */
class Isolate {
  readonly name: string;
  skewMs: number;
  readonly serving = new Set<{ readonly served: Served; readonly reset: () => void }>();
  readonly environment: Environment;
  handle: (request: Request, bindings: Bindings) => Promise<Response> = () => Promise.reject(new Error('not booted'));

  constructor(name: string, timeline: Timeline, random: Random) {
    this.name = name;
    this.skewMs = random.between(-200, 200);
    this.environment = {
      now: () => Math.floor(beginningMs + timeline.nowMs + this.skewMs),
      uuid: () => random.uuid(),
      random: () => random.next(),
      version: () => random.hex(16),
    };
  }
}

type ServiceOptions = {
  readonly seed: number;
  readonly tables: readonly SyncTable[];
  readonly schema: readonly string[];
  readonly timeline: Timeline;
  readonly trace: Trace;
  readonly signIn: SignIn;
  readonly seams: Seams;
  readonly replicas: number;
  /** Whether `restore` may be asked for. */
  readonly canRestore: boolean;
  readonly onCommit: OnCommit;
};

export class Service {
  rates: FaultRates;
  /** How far the database's clock is off. */
  clockOffsetMs = 0;
  readonly isolates: readonly Isolate[];
  readonly #options: ServiceOptions;
  readonly #schema: readonly string[];
  readonly #primary: SimulatedDatabase;
  readonly #replicas: { readonly database: SimulatedDatabase; applied: number }[];
  #commits: Commit[] = [];
  /** Also those that a restore has undone: what comes instead must not have the same dice. */
  #made = 0;
  #calls = 0;
  #requests = 0;

  constructor(options: ServiceOptions, rates: FaultRates) {
    this.#options = options;
    this.rates = rates;
    this.#schema = [...options.schema, ...(options.seams.schema ?? [])];
    this.#primary = SimulatedDatabase.open(this.#schema, options.canRestore);
    this.#replicas = Array.from({ length: options.replicas }, () => {
      return { database: SimulatedDatabase.open(this.#schema, options.canRestore), applied: 0 };
    });
    const isolateOf = (name: string) => new Isolate(name, options.timeline, new Random(options.seed, 'isolate', name));
    this.isolates = ['a', 'b'].map(isolateOf);
    for (const isolate of this.isolates) isolate.handle = this.#boot(isolate);
  }

  get database(): SimulatedDatabase {
    return this.#primary;
  }

  /** The answer, its text whole; undefined when the isolate was lost before it had one. */
  async serve(
    request: Request,
    body: string,
    { sender, sentAtMs }: Pick<Served, 'sender' | 'sentAtMs'>,
  ): Promise<{ readonly response: Response; readonly text: string } | undefined> {
    const number = this.#requests++;
    const isolate = new Random(this.#options.seed, 'isolate', number).pick(this.isolates);
    const served: Served = { number, request, sender, sentAtMs, ...namesIn(request, body), isolate, alive: true };
    const { promise: lost, resolve: reset } = Promise.withResolvers<undefined>();
    const entry = { served, reset: () => reset(undefined) };
    isolate.serving.add(entry);
    const answer = isolate
      .handle(request, { served })
      .then(async (response) => ({ response, text: await response.text() }));
    const ended = await Promise.race([answer, lost]);
    isolate.serving.delete(entry);
    return ended;
  }

  /** Everything that runs in the isolate stops where it waits; what the database has begun, it ends. */
  crash(index: number): void {
    const isolate = this.isolates[index % this.isolates.length];
    if (isolate === undefined) return;
    this.#options.trace.note(`service: isolate ${isolate.name} is lost with ${isolate.serving.size} requests`);
    this.#options.trace.count('isolates lost');
    for (const { served, reset } of isolate.serving) {
      served.alive = false;
      reset();
    }
    isolate.serving.clear();
    isolate.handle = this.#boot(isolate);
  }

  /** A transaction of somebody who does not come through the app. */
  commit(statements: readonly Statement[], by: Served | string): readonly (readonly Row[])[] {
    const { timeline, seed, onCommit } = this.#options;
    const nowMs = Math.floor(beginningMs + timeline.nowMs + this.clockOffsetMs);
    const moment = { nowMs, seed: (seed ^ Math.imul(++this.#made, 0x9e3779b1)) >>> 0 };
    const results = this.#primary.transact(statements, moment);
    this.#commits.push({ statements, moment, atMs: timeline.nowMs });
    onCommit(this.#primary, by);
    return results;
  }

  /** Brings the database back to how it was so long ago; what was committed since is gone. */
  restore(backMs: number): void {
    const { timeline } = this.#options;
    this.#commits = this.#commits.filter(({ atMs }) => atMs <= timeline.nowMs - backMs);
    const kept = this.#commits.length;
    this.#primary.rewind(kept);
    for (const replica of this.#replicas) {
      replica.database.rewind(kept);
      replica.applied = Math.min(replica.applied, kept);
    }
  }

  /** The database as a request reaches it; for others nothing fails and nothing takes time. */
  openDb(served: Served | string, session?: Session): Db {
    const { seams, timeline, seed } = this.#options;
    const call = (statements: readonly Statement[], run: () => readonly (readonly Row[])[]) =>
      typeof served === 'string' ? Promise.resolve(run()) : this.#call(served, statements, run);
    // A session begins where its bookmark is, and else on the primary.
    let reached = session && (session.bookmark === undefined ? Number.POSITIVE_INFINITY : commitOf(session.bookmark));
    const db: Db = {
      read: (statements) =>
        call(statements, () => {
          const { rows, applied } = this.#read(statements, reached ?? 0);
          reached = applied;
          return rows;
        }),
      write: (statements) =>
        call(statements, () => {
          const results = this.commit(statements, served);
          reached = this.#commits.length;
          return results;
        }),
      ...(session && { bookmark: () => bookmarkOf(reached ?? 0) }),
    };
    const random = new Random(seed, 'db seam', this.#calls);
    const pause = (): Promise<void> => timeline.sleep(random.between(1, 300));
    return seams.db?.(db, { random, pause, environment: this.environmentOf(served) }) ?? db;
  }

  environmentOf(served: Served | string): Environment {
    const isolate = typeof served === 'string' ? this.isolates[0] : served.isolate;
    if (isolate === undefined) throw new Error('The service has no isolates.');
    return isolate.environment;
  }

  close(): void {
    this.#primary.close();
    for (const { database } of this.#replicas) database.close();
  }

  async #call(
    served: Served,
    statements: readonly Statement[],
    run: () => readonly (readonly Row[])[],
  ): Promise<readonly (readonly Row[])[]> {
    const { timeline, trace, seed } = this.#options;
    const fate = new Fate(this.rates, seed, `database ${this.#calls++}`);
    await timeline.sleep(fate.random.between(1, fate.has('slow') ? 500 : 20));
    if (!served.alive) return never();
    if (fate.has('databaseLostBefore')) throw this.#lost(served, 'before');
    const results = runOrThrow(run, statements);
    const lostAfter = fate.has('databaseLostAfter');
    await timeline.sleep(fate.random.between(1, fate.has('slow') ? 500 : 20));
    if (!served.alive) return never();
    if (lostAfter) throw this.#lost(served, 'after');
    trace.count('database calls');
    return results;
  }

  #lost(served: Served, when: string): DatabaseError {
    const { trace } = this.#options;
    trace.note(`service: #${served.number} loses the database ${when} the call`);
    trace.count('database calls lost');
    return new DatabaseError('unavailable', new Error('Network connection lost.'));
  }

  /** From a replica that has at least so many commits, or from the primary. */
  #read(statements: readonly Statement[], least: number) {
    const { timeline, seed } = this.#options;
    const random = new Random(seed, 'replica', this.#calls);
    const replica = this.#replicas[random.below(this.#replicas.length + 1)];
    if (replica === undefined || least > this.#commits.length) {
      return { rows: statements.map((statement) => this.#primary.query(statement)), applied: this.#commits.length };
    }
    const visibleAtMs = timeline.nowMs - random.between(0, 3000);
    for (
      let next = this.#commits[replica.applied];
      next !== undefined && (next.atMs <= visibleAtMs || replica.applied < least);
    ) {
      replica.database.transact(next.statements.filter(writes), next.moment);
      replica.applied += 1;
      next = this.#commits[replica.applied];
    }
    return { rows: statements.map((statement) => replica.database.query(statement)), applied: replica.applied };
  }

  #boot(isolate: Isolate): Isolate['handle'] {
    const { tables, seed, seams, signIn } = this.#options;
    const random = new Random(seed, 'app', isolate.name);
    const app = createApp<Bindings>({
      tables,
      environment: isolate.environment,
      openDb: ({ served }, session) => this.openDb(served, session),
      authenticate: async ({ headers }) => {
        const token = headers.get('X-ZUMO-AUTH');
        return token === null ? undefined : { id: signIn.check(token) };
      },
    });
    const handle: Isolate['handle'] = async (request, bindings) => app.fetch(request, bindings);
    return (request, bindings) =>
      seams.app?.((each) => handle(each, bindings), request, random) ?? handle(request, bindings);
  }
}

const writes = ({ sql }: Statement): boolean => !sql.startsWith('SELECT');

/** A bookmark in the form of D1's: how many commits a session has seen. */
const bookmarkOf = (commits: number): string =>
  `${commits.toString(16).padStart(8, '0')}-00000000-00000000-${'0'.repeat(32)}`;
const commitOf = (bookmark: string): number => Number.parseInt(bookmark.slice(0, 8), 16);

/** What a part of a batch says in a header. */
const inBatch = {
  'If-Match': /"If-Match":"\\"([^"\\]*)\\""/gi,
  'Tidemark-After': /"Tidemark-After":"\\"([^"\\]*)\\""/gi,
} as const;

function namesIn({ headers, url }: Request, body: string): Pick<Served, 'named' | 'followed'> {
  const text = url.endsWith('/$batch') ? body : '';
  const of = (header: keyof typeof inBatch): string[] => {
    const own = headers.get(header);
    const parts = text.matchAll(inBatch[header]);
    return [...(own === null ? [] : [own.replaceAll('"', '')]), ...Array.from(parts, ([, value = '']) => value)];
  };
  return { named: of('If-Match'), followed: of('Tidemark-After') };
}

function runOrThrow(
  run: () => readonly (readonly Row[])[],
  statements: readonly Statement[],
): readonly (readonly Row[])[] {
  try {
    return run();
  } catch (error) {
    throw new DatabaseError('failed', new Error(`in ${statements.length} statements`, { cause: error }));
  }
}
