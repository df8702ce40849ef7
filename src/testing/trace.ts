/** What happened in a run, line by line, and the number that tells two runs apart. */
import { seedOf } from './random.ts';
import type { Timeline } from './timeline.ts';

/** Which promise of the system was broken; `docs/simulator.md` says each in words. */
export type Invariant =
  | 'I1'
  | 'I2'
  | 'I3'
  | 'I4'
  | 'I5'
  | 'I6'
  | 'I7'
  | 'I8'
  | 'I9'
  | 'I10'
  | 'I11'
  | 'I12'
  | 'I13'
  | 'I14'
  | 'own';

export type Violation = { readonly invariant: Invariant; readonly atMs: number; readonly message: string };

export class Trace {
  readonly lines: string[] = [];
  readonly violations: Violation[] = [];
  /** How often each kind of thing has happened. */
  readonly counts = new Map<string, number>();
  readonly #timeline: Timeline;

  constructor(timeline: Timeline) {
    this.#timeline = timeline;
  }

  /** The same for two runs in which the same happened at the same time in the same order. */
  get hash(): string {
    return seedOf(...this.lines)
      .toString(16)
      .padStart(8, '0');
  }

  note(line: string): void {
    this.lines.push(`${(this.#timeline.nowMs / 1000).toFixed(4).padStart(9)}  ${line}`);
  }

  count(kind: string, by = 1): void {
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + by);
  }

  violate(invariant: Invariant, message: string): void {
    this.note(`VIOLATION of ${invariant}: ${message}`);
    this.violations.push({ invariant, atMs: this.#timeline.nowMs, message });
  }
}
