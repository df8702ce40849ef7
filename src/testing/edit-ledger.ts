/** Every edit that an app has made, what its device had seen of the record by then, and what has become of it. */
import { marksIn } from './columns.ts';
import type { Trace } from './trace.ts';

type RecordPlace = { readonly device: string; readonly table: string; readonly id: string };

type Edit = RecordPlace & {
  readonly mark: string;
  /** When it began and ended: of two that overlap, either may be the later one. */
  readonly began: number;
  ended: number;
  /** Whether the promise of the edit has resolved. */
  resolved: boolean;
  /** Whether it was in the store of the device. */
  stored: boolean;
  /** How much of what the device has seen of the record the edit, or a decision about it, was made on. */
  seen: number;
  /** Whether an app was asked about it, and may have given it up. */
  asked: boolean;
  /**
   * Whether it may be applied once more in a database that was restored: an app was shown its text, and may have
   * decided for it in another edit, which is offered again; or a copy of its request came after the restore had undone
   * its refusal.
   */
  mayRecur: boolean;
  /** Under which version the service has applied it. */
  applied: string | undefined;
  /** All versions under which it was applied at some time: restores may have undone them. */
  readonly versions: string[];
};

/** What the service has done. */
type Applied = {
  /** The text of the record that it was written over; undefined for none, or a removed one. */
  readonly over: unknown;
  readonly version: string;
  /** By what, in words. */
  readonly how: string;
  /** Whose request it was: after a restore another device may bring back what it has taken over. */
  readonly sender: string;
  /** Whether the request was sent before the database was restored. */
  readonly isLate: boolean;
};

const placeOf = ({ device, table, id }: RecordPlace): string => `${device} ${table} ${id}`;

export class EditLedger {
  readonly #trace: Trace;
  readonly #edits = new Map<string, Edit>();
  readonly #byPlace = new Map<string, Edit[]>();
  #tick = 0;
  #isRestored = false;
  readonly #seen = new Map<string, string[]>();

  constructor(trace: Trace) {
    this.#trace = trace;
  }

  /** In which table an edit was made; undefined for those of somebody else's SQL. */
  tableOf(mark: string): string | undefined {
    return this.#edits.get(mark)?.table;
  }

  begin(place: RecordPlace, mark: string): void {
    const { device, table, id } = place;
    const began = this.#tick++;
    const edit: Edit = {
      device,
      table,
      id,
      mark,
      began,
      ended: Number.POSITIVE_INFINITY,
      resolved: false,
      stored: false,
      seen: 0,
      asked: false,
      mayRecur: false,
      applied: undefined,
      versions: [],
    };
    this.#edits.set(mark, edit);
    this.#byPlace.set(placeOf(place), [...this.#at(place), edit]);
  }

  /** The promise of an edit has resolved: it must be in the store. */
  resolve(mark: string): void {
    const edit = this.#edits.get(mark);
    if (edit === undefined) return;
    edit.resolved = true;
    edit.ended = this.#tick++;
    const followed = this.#isFollowed(edit);
    if (!edit.stored && !followed) this.#trace.violate('I1', `${mark} was promised before it was in the store`);
  }

  /** A record as a device has it now, `local` as its app sees it. */
  see(place: RecordPlace, texts: { readonly server: unknown; readonly local: unknown }): void {
    const seen = this.#seen.get(placeOf(place)) ?? [];
    this.#seen.set(placeOf(place), seen);
    for (const mark of marksIn(texts.local)) {
      const edit = this.#edits.get(mark);
      if (edit?.device !== place.device || edit.stored) continue;
      edit.stored = true;
      edit.seen = seen.length;
    }
    for (const text of [texts.server, texts.local]) {
      if (typeof text === 'string' && !seen.includes(text)) seen.push(text);
    }
  }

  /**
   * A removal, or what takes one back, begins: from now on what was edited before may be done with.
   * @returns what ends it
   */
  supersede(place: RecordPlace): () => void {
    const mark = `${placeOf(place)} ${this.#edits.size}`;
    this.begin(place, mark);
    const edit = this.#edits.get(mark);
    if (edit !== undefined) edit.stored = true;
    return () => {
      if (edit !== undefined) edit.ended = this.#tick++;
    };
  }

  /** The app was asked about a refused edit, shown what the server has. */
  ask(place: RecordPlace, mine: unknown, theirs: unknown): void {
    this.see(place, { server: theirs, local: undefined });
    const seen = this.#seen.get(placeOf(place))?.length ?? 0;
    for (const edit of this.#at(place)) {
      edit.seen = seen;
      edit.asked = true;
    }
    for (const mark of marksIn(mine)) {
      const edit = this.#edits.get(mark);
      if (edit?.device === place.device && this.#isDone(edit)) {
        this.#trace.violate('I9', `${mark} was reported as refused to ${place.device}, but had been applied`);
      }
    }
    for (const mark of [...marksIn(mine), ...marksIn(theirs)]) {
      const edit = this.#edits.get(mark);
      if (edit !== undefined) edit.mayRecur = true;
    }
  }

  apply(mark: string, { over, version, how, sender, isLate }: Applied): void {
    const edit = this.#edits.get(mark);
    if (edit === undefined) return;
    if (this.#isDone(edit)) this.#trace.violate('I2', `${mark} was applied twice, now by ${how}`);
    if (isLate) edit.mayRecur = true;
    edit.applied = version;
    edit.versions.push(version);
    if (!edit.stored) this.#trace.violate('I1', `${mark} was sent before it was in the store`);
    const mine = edit.device === sender;
    const seen = this.#seen.get(placeOf({ ...edit, device: sender }))?.slice(0, mine ? edit.seen : undefined) ?? [];
    const blind = typeof over === 'string' && !seen.includes(over) && !(mine && this.#isOwn(edit, over));
    if (blind) this.#trace.violate('I3', `${mark} has overwritten "${over}" by ${how}, which ${sender} had not seen`);
  }

  /**
   * The database was restored, and its journal has these versions: what was applied under others is not applied any
   * more.
   */
  restore(kept: ReadonlySet<string>): void {
    this.#isRestored = true;
    for (const edit of this.#edits.values()) edit.applied = edit.versions.findLast((version) => kept.has(version));
  }

  /** At the end: what was promised was applied, decided about by the app, or followed by another edit. */
  settle(): void {
    for (const edit of this.#edits.values()) {
      if (!edit.resolved || edit.applied !== undefined || edit.asked) continue;
      const followed = this.#isFollowed(edit);
      if (!followed) this.#trace.violate('I1', `${edit.mark} of ${edit.table} ${edit.id} was lost`);
    }
  }

  /** Whether it is applied, and cannot be once more. */
  #isDone({ applied, mayRecur }: Edit): boolean {
    return applied !== undefined && !(this.#isRestored && mayRecur);
  }

  #isFollowed(edit: Edit): boolean {
    return this.#at(edit).some((other) => other !== edit && other.stored && other.ended > edit.began);
  }

  /** Whether the text is from an earlier edit of this device, which is known to the app that made it. */
  #isOwn(edit: Edit, text: string): boolean {
    return marksIn(text).every((mark) => {
      const other = this.#edits.get(mark);
      return other?.device === edit.device && other.began < edit.ended;
    });
  }

  #at(place: RecordPlace): readonly Edit[] {
    return this.#byPlace.get(placeOf(place)) ?? [];
  }
}
