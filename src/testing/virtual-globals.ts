/** The globals of a simulation: clocks, timers, dice and hashes that depend on nothing but its seed. */
import { hash } from 'node:crypto';
import type { Random } from './random.ts';
import { beginningMs, type Timeline } from './timeline.ts';
import { WholeResponse } from './whole-response.ts';

/** Whatever a simulated program reads of them, it reads virtual time; what it logs as an error is told. */
type VirtualWorld = {
  readonly timeline: Timeline;
  readonly random: Random;
  readonly onErrorLine: (line: string) => void;
};

type Timer = { readonly cancel: () => void; readonly ref: () => Timer; readonly unref: () => Timer };

/** Replaces the globals. @returns what puts the real ones back */
export function enterWorld(world: VirtualWorld): () => void {
  const subtle = { digest: async (_: string, data: BufferSource) => sha256(data) };
  const crypto = { randomUUID: () => world.random.uuid(), subtle, getRandomValues: globalThis.crypto.getRandomValues };
  const console = { ...globalThis.console, error: (line: unknown) => world.onErrorLine(String(line)) };
  const replaced = {
    ...timersOf(world.timeline),
    Date: dateOf(world.timeline),
    crypto,
    console,
    Response: WholeResponse,
  };
  const undos = Object.entries(replaced).map(([name, value]) => replace(globalThis, name, value));
  undos.push(replace(Math, 'random', () => world.random.next()));
  // Refusals are errors, of which there are many; where they come from nobody asks.
  undos.push(replace(Error, 'stackTraceLimit', 3));
  return () => {
    for (const undo of undos) undo();
  };
}

function replace(owner: object, name: string, value: unknown): () => void {
  const before = Object.getOwnPropertyDescriptor(owner, name);
  Object.defineProperty(owner, name, { value, configurable: true, writable: true, enumerable: true });
  return () => {
    if (before !== undefined) Object.defineProperty(owner, name, before);
  };
}

function timersOf(timeline: Timeline) {
  const timer = (cancel: () => void): Timer => {
    const made: Timer = { cancel, ref: () => made, unref: () => made };
    return made;
  };
  const clear = (made: Timer | undefined): void => made?.cancel();
  const setTimeout = (run: (...given: unknown[]) => void, delayMs = 0, ...given: unknown[]): Timer =>
    timer(timeline.later(delayMs, () => run(...given)));
  const setInterval = (run: (...given: unknown[]) => void, delayMs = 0, ...given: unknown[]): Timer => {
    let cancel = (): void => undefined;
    const plan = (): void => {
      cancel = timeline.later(Math.max(1, delayMs), () => {
        plan();
        run(...given);
      });
    };
    plan();
    return timer(() => cancel());
  };
  return { setTimeout, setInterval, clearTimeout: clear, clearInterval: clear };
}

function dateOf(timeline: Timeline): typeof Date {
  const RealDate = Date;
  const now = (): number => beginningMs + Math.floor(timeline.nowMs);
  return new Proxy(RealDate, {
    construct: (target, given) => Reflect.construct(target, given.length === 0 ? [now()] : given),
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  });
}

function sha256(data: BufferSource): ArrayBuffer {
  const bytes = ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
  return Uint8Array.from(hash('sha256', bytes, 'buffer')).buffer;
}
