/** Everything of one run: the service, the network, devices, readers of other makes, and those who watch them. */
import { touchAll } from '../db/touch-all.ts';
import { marksIn } from './columns.ts';
import { Device } from './device.ts';
import { EditLedger } from './edit-ledger.ts';
import { checkCursors, checkEnd, sameAsService } from './end.ts';
import { calm } from './faults.ts';
import { ForeignWriter } from './foreign-writer.ts';
import { Network } from './network.ts';
import type { Plan, Step } from './plan.ts';
import { Random } from './random.ts';
import { openDatasyncReader, openJsReader, type Reader } from './readers.ts';
import type { Seams } from './seams.ts';
import { ServerHistory } from './server-history.ts';
import { Service } from './service.ts';
import type { Setting } from './setting.ts';
import { SignIn, userOfToken } from './sign-in.ts';
import type { Timeline } from './timeline.ts';
import type { Trace } from './trace.ts';

/** After so many rounds without faults every queue must be empty. */
const mostRounds = 12;
/** Longer than a client waits for an answer. */
const patienceMs = 65_000;

export class World {
  readonly #plan: Plan;
  readonly #setting: Setting;
  readonly #timeline: Timeline;
  readonly #trace: Trace;
  readonly #ledger: EditLedger;
  readonly #history: ServerHistory;
  readonly #service: Service;
  readonly #network: Network;
  readonly #signIn: SignIn;
  readonly #devices: readonly Device[];
  readonly #readers: readonly Reader[];
  readonly #writer: ForeignWriter;
  #ending = false;

  constructor(plan: Plan, setting: Setting, timeline: Timeline, trace: Trace) {
    const { seed, replicas, rates } = plan;
    const { tables, schema, seams = {} } = setting;
    this.#plan = plan;
    this.#setting = setting;
    this.#timeline = timeline;
    this.#trace = trace;
    this.#ledger = new EditLedger(trace);
    this.#history = new ServerHistory(tables, trace, this.#ledger);
    const onCommit = this.#history.onCommit.bind(this.#history);
    this.#signIn = new SignIn({ seed, timeline, trace }, rates);
    const signIn = this.#signIn;
    const canRestore = plan.steps.some((step) => step.do === 'restore');
    this.#service = new Service(
      { seed, tables, schema, timeline, trace, signIn, seams, replicas, canRestore, onCommit },
      rates,
    );
    const onAnswer = this.#checkSecrets.bind(this);
    this.#network = new Network({ seed, timeline, trace, service: this.#service, onAnswer }, rates);
    this.#devices = plan.devices.map((device) => this.#device(device, seams));
    this.#readers = this.#openReaders();
    this.#writer = new ForeignWriter({ service: this.#service, history: this.#history, tables, trace });
  }

  /** Carries out the plan, then lets everything come to rest, and looks whether all agree. */
  async live(): Promise<void> {
    const { steps } = this.#plan;
    for (const step of steps) this.#timeline.later(step.atMs, () => this.#begin(step));
    const readers = this.#readers.map((reader) => this.#follow(reader));
    await this.#timeline.sleep((steps.at(-1)?.atMs ?? 0) + 5000);
    this.#trace.note('faults stop');
    this.#service.rates = calm;
    this.#network.rates = calm;
    this.#signIn.rates = calm;
    this.#ending = true;
    await this.#timeline.sleep(patienceMs);
    await Promise.all(readers);
    await this.#comeToRest();
    // Replicas are behind by less than that.
    await this.#timeline.sleep(5000);
    // Nobody tells a reader of another make of a restore, unless every record has a new stamp.
    const isHidden = steps.some((step) => step.do === 'restore' && !step.touches);
    const told = isHidden ? [] : this.#readers;
    await this.#finish(told);
    for (const device of this.#devices) {
      const tab = device.tab();
      if (tab !== undefined) await device.attempt(() => device.verify(tab));
    }
    await checkEnd({
      devices: this.#devices,
      readers: told,
      history: this.#history,
      trace: this.#trace,
      setting: this.#setting,
    });
    this.#ledger.settle();
  }

  close(): void {
    this.#service.close();
  }

  async #comeToRest(): Promise<void> {
    for (const device of this.#devices) if (device.isDown) device.restart();
    for (let round = 0; round < mostRounds; round += 1) {
      await Promise.all(this.#devices.map((device) => this.#sync(device)));
      if (this.#isAtRest()) return;
    }
    this.#trace.violate(
      'I11',
      `queues were not empty, or devices not equal, after ${mostRounds} rounds without faults`,
    );
  }

  async #sync(device: Device): Promise<void> {
    const tab = device.tab();
    if (tab === undefined) return;
    await device.attempt(() => device.sync(tab));
    if (device.mirror.operations.size > 0) await device.attempt(() => device.resolveLater(tab));
  }

  #isAtRest(): boolean {
    return this.#devices.every(
      (device) =>
        device.mirror.operations.size === 0 &&
        this.#setting.tables.every(({ name }) => {
          const shown = device.mirror.shown(name);
          return sameAsService(this.#history, device, name, shown) === undefined;
        }),
    );
  }

  #begin(step: Step): void {
    this.#take(step).catch((error: unknown) => this.#trace.violate('I11', `${step.do} failed: ${String(error)}`));
  }

  async #take(step: Step): Promise<void> {
    if ('device' in step) return this.#devices[step.device]?.take(step);
    switch (step.do) {
      case 'lose-isolate':
        return this.#service.crash(step.isolate);
      case 'expire':
        return this.#signIn.expire(`u${step.user}`);
      case 'jump':
        return this.#jump(step.clock, step.byMs);
      case 'restore':
        return this.#restore(step.backMs, step.touches);
      default:
        return this.#writer.take(step);
    }
  }

  async #restore(backMs: number, touches: boolean): Promise<void> {
    this.#trace.note(
      `the database is restored to ${Math.round(backMs)} ms ago${touches ? ', and all stamped anew' : ''}`,
    );
    this.#trace.count('restores');
    const afterMs = this.#history.head;
    this.#service.restore(backMs);
    this.#history.reset(this.#service.database, this.#timeline.nowMs);
    if (!touches) return;
    const { seed } = this.#plan;
    const epoch = new Random(seed, 'epoch', this.#timeline.nowMs).hex(16);
    await touchAll(this.#service.openDb('the operator'), this.#setting.tables, epoch, { afterMs });
  }

  #jump(clock: number, byMs: number): void {
    this.#trace.note(`the clock of ${clock < 0 ? 'the database' : `isolate ${clock}`} jumps by ${Math.round(byMs)} ms`);
    this.#trace.count('clock jumps');
    const isolate = this.#service.isolates[clock];
    if (isolate === undefined) this.#service.clockOffsetMs += byMs;
    else isolate.skewMs += byMs;
  }

  /** Reads page after page, a while apart, and pulls again after a longer one, until the faults stop. */
  async #follow(reader: Reader): Promise<void> {
    const random = new Random(this.#plan.seed, reader.name);
    let isEnded = false;
    while (!this.#ending) {
      await this.#timeline.sleep(isEnded ? random.between(1000, 12_000) : random.between(20, 4500));
      isEnded = await reader.step().catch(() => isEnded);
    }
    await this.#timeline.sleep(patienceMs);
  }

  async #finish(readers: readonly Reader[]): Promise<void> {
    for (const reader of readers) {
      for (let pulls = 0; pulls < 2; ) pulls += (await reader.step()) ? 1 : 0;
    }
  }

  #openReaders(): readonly Reader[] {
    const shared = this.#setting.tables.find(({ owner }) => owner === undefined);
    if (shared === undefined) return [];
    return Array.from({ length: this.#plan.readers }, (_, at) => {
      const name = `${at % 2 === 0 ? 'js' : 'datasync'} reader ${at}`;
      const fetch = this.#network.connect(name, () => true);
      return at % 2 === 0
        ? openJsReader(name, fetch, shared.name, 2 + at)
        : openDatasyncReader(name, fetch, shared.name);
    });
  }

  #device(plan: Plan['devices'][number], seams: Seams): Device {
    return new Device({
      seed: this.#plan.seed,
      plan,
      tables: this.#setting.tables,
      timeline: this.#timeline,
      trace: this.#trace,
      network: this.#network,
      signIn: this.#signIn,
      ledger: this.#ledger,
      isUndone: (version) => this.#history.isUndone(version),
      seams,
      conflictHandler: this.#setting.conflictHandler,
      onStored: (device) => checkCursors(device, this.#history, this.#trace),
    });
  }

  /** Nothing of a user's own may reach another, in whatever answer; and nothing at all whose token has expired. */
  #checkSecrets({ headers }: Request, status: number, text: string): void {
    const token = headers.get('X-ZUMO-AUTH');
    const user = token === null || status === 401 ? 'nobody' : userOfToken(token);
    const owned = new Set(this.#setting.tables.filter(({ owner }) => owner !== undefined).map(({ name }) => name));
    const foreign = marksIn(text).find(
      (mark) => !mark.startsWith(`${user}.`) && owned.has(this.#ledger.tableOf(mark) ?? ''),
    );
    if (foreign !== undefined) this.#trace.violate('I6', `${token ?? user} was answered ${status} with ${foreign}`);
  }
}
