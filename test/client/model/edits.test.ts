import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs } from '../../runs.ts';
import { Device, type EditStep, isEdit, shown, step } from './device.ts';
import { PlainService } from './plain-service.ts';

/** What edits mean, one by one, on a map. */
class Naive {
  readonly records = new Map<string, { text: string | null; count: number | null }>();

  edit(step: EditStep): boolean {
    const there = this.records.get(step.id);
    if ((step.do === 'insert') === (there !== undefined)) return step.do === 'remove' && this.#removed.has(step.id);
    if (step.do === 'remove') {
      this.records.delete(step.id);
      this.#removed.add(step.id);
      return true;
    }
    const empty = { text: null, count: null };
    this.records.set(step.id, { ...(step.do === 'update' && there !== undefined ? there : empty), ...step.members });
    return true;
  }
  readonly #removed = new Set<string>();
}

const kinds = [
  ['a request each', false],
  ['many in one request', true],
] as const;

describe.each(kinds)('a device alone, %s', (_, batches) => {
  test('comes to what its edits mean one by one, whatever is lost on the way and however often it restarts', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
        const service = new PlainService(batches);
        // Whether an insert that was lost once has found what it wrote itself, and somebody removed, only a person can
        // tell.
        const device = new Device(service, (error) => error.clientWins());
        const naive = new Naive();
        for (const one of steps) {
          const done = await device.take(one);
          if (!isEdit(one)) continue;
          const meant = naive.edit(one);
          if (one.do !== 'remove') expect(done).toBe(meant);
          expect(shown(await device.seen())).toBe(shown(naive.records));
        }
        expect(await device.sync('push')).toBe(true);
        expect(await device.client.syncContext.pendingOperations()).toEqual([]);
        expect(shown(service.live())).toBe(shown(naive.records));
        expect(await device.sync('pull')).toBe(true);
        expect(shown(await device.seen())).toBe(shown(naive.records));
      }),
      runs(7500),
    );
  }, 300_000);
});

describe.each(kinds)('two devices, %s', (_, batches) => {
  const policies = fc.constantFrom<'clientWins' | 'serverWins' | 'merge'>('clientWins', 'serverWins', 'merge');
  const both = fc.array(fc.record({ on: fc.nat(1), step }), { minLength: 1, maxLength: 16 });

  test('come to the same records as the server has, whoever wins, and write over nothing that they have not seen', async () => {
    await fc.assert(
      fc.asyncProperty(both, fc.tuple(policies, policies), async (steps, chosen) => {
        const service = new PlainService(batches);
        const devices = chosen.map((policy) => new Device(service, (error) => error[policy]()));
        for (const { on, step } of steps) await devices[on]?.take(step);
        for (const device of [...devices, ...devices]) {
          expect(await device.sync('push')).toBe(true);
          expect(await device.sync('pull')).toBe(true);
        }
        const server = shown(service.live());
        for (const device of devices) {
          expect(await device.client.syncContext.pendingOperations()).toEqual([]);
          expect(shown(await device.seen())).toBe(server);
        }
        expect(service.blind).toBe(0);
      }),
      runs(3000),
    );
  }, 300_000);
});
