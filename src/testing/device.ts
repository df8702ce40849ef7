/** A device of a simulation: a store that survives crashes, and an app in one or two tabs. */
import { type ErrorHandler, memoryStore, type PushError, type SyncEvent } from '../../client/index.ts';
import type { SyncTable } from '../table/sync-table.ts';
import { markedColumn, markOf, randomValues } from './columns.ts';
import type { EditLedger } from './edit-ledger.ts';
import type { Network } from './network.ts';
import type { DevicePlan, Step, StepOf } from './plan.ts';
import { Random } from './random.ts';
import type { Seams } from './seams.ts';
import type { SignIn } from './sign-in.ts';
import { StoreMirror } from './store-mirror.ts';
import { isUsual, Locks, Tab } from './tab.ts';
import type { Timeline } from './timeline.ts';
import type { Trace } from './trace.ts';

type DeviceOptions = {
  readonly seed: number;
  readonly plan: DevicePlan;
  readonly tables: readonly SyncTable[];
  readonly timeline: Timeline;
  readonly trace: Trace;
  readonly network: Network;
  readonly signIn: SignIn;
  readonly ledger: EditLedger;
  readonly isUndone: (version: string) => boolean;
  readonly seams: Seams;
  readonly conflictHandler: ErrorHandler | undefined;
  readonly onStored: (device: Device) => void;
};

/** So small that a list has pages. */
const pageSize = 6;

export class Device {
  readonly name: string;
  readonly user: string;
  readonly mirror: StoreMirror;
  readonly #options: DeviceOptions;
  readonly #kind = memoryStore();
  readonly #locks = new Locks();
  readonly #tabs: Tab[];
  #opened = 0;

  constructor(options: DeviceOptions) {
    const { plan, trace, ledger, isUndone } = options;
    this.#options = options;
    this.name = `d${plan.number}`;
    this.user = `u${plan.user}`;
    const markedMember = (table: string): string => markedColumn(this.#table(table));
    this.mirror = new StoreMirror({ device: this.name, trace, ledger, isUndone, markedMember });
    this.#tabs = Array.from({ length: plan.tabs }, () => this.#open());
  }

  /** A tab that is open, by its place. */
  tab(at = 0): Tab | undefined {
    const tab = this.#tabs[at % this.#tabs.length];
    return tab?.alive ? tab : undefined;
  }

  get isDown(): boolean {
    return this.#tabs.some(({ alive }) => !alive);
  }

  /** Opens all tabs anew, as after a restart of the device. */
  restart(): void {
    this.#tabs.forEach((tab, at) => {
      tab.crash();
      this.#tabs[at] = this.#open();
    });
  }

  /** The app does what a step says, as far as it can; what it has to live with is no failure. */
  async take(step: Step): Promise<void> {
    if (!('device' in step)) return;
    const tab = this.tab(step.tab);
    if (tab !== undefined) await this.attempt(() => this.#do(tab, step));
  }

  /** Does it, and takes what an app has to live with. */
  async attempt(work: () => Promise<unknown>): Promise<void> {
    const { trace } = this.#options;
    try {
      await work();
    } catch (error) {
      if (!isUsual(error)) trace.violate('I11', `${this.name} failed: ${String(error)}`);
      else trace.note(`${this.name} could not: ${String(error)}`);
    }
  }

  async #do(tab: Tab, step: Extract<Step, { readonly device: number }>): Promise<unknown> {
    switch (step.do) {
      case 'edit':
        return this.#edit(tab, step);
      case 'push':
        return tab.client.syncContext.push({ parallel: step.parallel });
      case 'pull':
        return this.#pull(tab, step);
      case 'sync':
        return this.sync(tab);
      case 'purge':
        return this.#purge(tab, step);
      case 'crash':
        return this.#crash(step);
    }
  }

  #pull({ client }: Tab, { table, queryId }: StepOf<'pull'>): Promise<unknown> {
    return client.syncContext.pull(client.syncTable(table), queryId, { push: false, pageSize });
  }

  async #purge({ client }: Tab, { table }: StepOf<'purge'>): Promise<void> {
    await client.syncContext.purge(client.syncTable(table));
    this.#options.trace.count('purges');
  }

  /** Pushes all, and pulls all tables. */
  sync({ client }: Tab): Promise<unknown> {
    const { tables } = this.#options;
    const pulls = tables.map(({ name }) => ({ query: client.syncTable(name), queryId: 'all' }));
    return client.syncContext.sync(pulls, { pageSize });
  }

  /** Compares all tables with the service, as it is at rest. */
  async verify({ client }: Tab): Promise<void> {
    for (const { name } of this.#options.tables) {
      const items = client.syncTable(name);
      const { isComplete } = await items.verify(items, 'all', { pageSize });
      if (isComplete) this.#options.trace.count('lists verified');
    }
  }

  /** What the app sees of a table, in the order of the ids. */
  async read(table: string): Promise<readonly { readonly id: string; readonly [member: string]: unknown }[]> {
    const records = await this.#tabs[0]?.client.syncTable(table).read();
    return (records ?? []).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  }

  #crash({ tab: at, downMs }: StepOf<'crash'>): void {
    const { timeline, trace } = this.#options;
    const place = at % this.#tabs.length;
    trace.note(`${this.name} crashes in tab ${place}`);
    trace.count('client crashes');
    this.#tabs[place]?.crash();
    timeline.later(downMs, () => {
      if (this.#tabs[place]?.alive === false) this.#tabs[place] = this.#open();
    });
  }

  async #edit(tab: Tab, { number, table, id, kind }: StepOf<'edit'>): Promise<void> {
    const { plan, trace, ledger, seed } = this.#options;
    const declared = this.#table(table);
    const place = { device: this.name, table, id };
    const items = tab.client.syncTable(table);
    const isNew = this.mirror.shown(table).every((record) => record.id !== id);
    const done = isNew && kind !== 'undelete' ? 'insert' : kind;
    trace.note(`${this.name} edits ${table} ${id}: ${done}`);
    if (done === 'remove' || done === 'undelete') {
      const end = ledger.supersede(place);
      await items[done](id);
      end();
    } else {
      const mark = markOf(plan.user, plan.number, number);
      const values = randomValues(declared, new Random(seed, 'values', number), isNew || done === 'replace');
      ledger.begin(place, mark);
      await items[done]({ ...values, id, [markedColumn(declared)]: mark });
      ledger.resolve(mark);
    }
    trace.count('edits');
  }

  #table(name: string): SyncTable {
    const found = this.#options.tables.find((table) => table.name === name);
    if (found === undefined) throw new Error(`The simulation has no table "${name}".`);
    return found;
  }

  #open(): Tab {
    const { seed, plan, timeline, network, signIn, seams, onStored, conflictHandler } = this.#options;
    const name = `${this.name} tab ${this.#opened++}`;
    const random = new Random(seed, name);
    const beside = { random, pause: () => tab.pause() };
    const tab: Tab = new Tab({
      timeline,
      random,
      user: this.user,
      tokens: signIn.tokensOf(this.user, name),
      clockOffsetMs: random.between(-10_000, 10_000),
      connect: (isAlive) => {
        const fetch = network.connect(this.name, isAlive);
        return seams.fetch?.(fetch, beside) ?? fetch;
      },
      openStore: async () => {
        const store = this.mirror.watch(await this.#kind.open('simulated'), () => onStored(this));
        return seams.store?.(store, beside) ?? store;
      },
      locks: plan.hasLocks ? this.#locks : undefined,
      onConflict: plan.policy === 'later' && conflictHandler === undefined ? undefined : (error) => this.#decide(error),
      onError: (error) => this.#refused(error),
      onEvent: (event) => this.#told(event),
    });
    return tab;
  }

  /** An app that decides later asks for all errors at once, and gives in. */
  async resolveLater(tab: Tab): Promise<void> {
    for (const error of await tab.client.syncContext.errors()) {
      this.#ask(error);
      await error.serverWins();
    }
  }

  /** What a look at the service finds must have been there already. */
  #told(event: SyncEvent): void {
    if (event.type !== 'drift-mended') return;
    const found = event.differences.map(({ id, kind }) => `${id} ${kind}`);
    this.#options.trace.violate('I4', `${this.name} had drifted from ${event.table}: ${found.join()}`);
  }

  #decide(error: PushError): unknown {
    const { plan, conflictHandler } = this.#options;
    this.#ask(error);
    if (conflictHandler !== undefined) return conflictHandler(error);
    // What was never there cannot be insisted on.
    const policy = error.action === 'undelete' && error.serverRecord === null ? 'serverWins' : plan.policy;
    return policy === 'later' ? undefined : error[policy]();
  }

  #ask(error: PushError): void {
    const { trace, ledger } = this.#options;
    const { table, id, versions, status, action } = error;
    const member = markedColumn(this.#table(table));
    trace.note(`${this.name} decides about ${action} of ${table} ${id}, which was refused with ${status}`);
    trace.count('conflicts');
    // What a record is brought back with may be the service's own.
    const mine = action === 'undelete' ? undefined : versions.mine?.[member];
    ledger.ask({ device: this.name, table, id }, mine, versions.theirs?.[member]);
  }

  /** The service has no reason to reject what these apps send. */
  #refused(error: PushError): unknown {
    const { trace } = this.#options;
    trace.violate('I9', `${error.action} of ${error.table} ${error.id} was refused: ${error.status} ${error.code}`);
    return error.cancelAndDiscard();
  }
}
