/** What transactions do, alone and among others. */
import fc, { type Arbitrary } from 'fast-check';
import { expect, test } from 'vitest';
import type { LocalStore } from '../../../../client/store/local-store.ts';
import { StoreError } from '../../../../client/store/store-error.ts';
import type { Json } from '../../../../src/protocol/column-kind.ts';
import { runs } from '../../../runs.ts';
import { aStep, empty, type Model, newModel, type Step, take } from './model.ts';
import { operation } from './queue-values.ts';
import type { Stores } from './stores.ts';

export function declareTransactions({ openKind, openIn, openNew, newName }: Stores): void {
  test('give what their work gives', async () => {
    const store = await openNew();
    expect(await store.transact('read', async () => 'nothing was read')).toBe('nothing was read');
    expect(await store.transact('edit', async ({ config }) => (await config.list()).length)).toBe(0);
  });

  test.each(['edit', 'pull'] as const)('write all or nothing: of an %s that fails, nothing', async (kind) => {
    const store = await openNew();
    await store.transact('edit', ({ config }) => config.put([['kept', 1]]));
    const failing = new Error('the work failed');
    const attempt = store.transact(kind, async (tx) => {
      await tx.records('new table').put([['a', { local: {} }]]);
      await tx.operations.put([[1, operation(1)]]);
      await tx.config.put([
        ['kept', 2],
        ['new', 3],
      ]);
      await tx.config.delete(['kept']);
      throw failing;
    });
    await expect(attempt).rejects.toBe(failing);
    await store.transact('edit', async (tx) => {
      expect(await tx.config.list()).toEqual([['kept', 1]]);
      expect(await tx.operations.list()).toEqual([]);
      expect(await tx.records('new table').list()).toEqual([]);
      await tx.records('new table').put([['b', { local: {} }]]);
    });
    expect(await store.transact('read', ({ records }) => records('new table').count())).toBe(1);
  });

  test('write all or nothing also of what their work does not wait for', async () => {
    const kind = await openKind();
    const database = newName();
    const store = await openIn(kind, database);
    const failing = new Error('the work failed');
    const write = (key: string, fails: boolean): Promise<void> =>
      store.transact('edit', async ({ config, records }) => {
        void config.put([[key, 1]]);
        void records(key).put([['a', {}]]);
        void config.put([[`${key} too`, 1]]);
        if (fails) throw failing;
      });
    await expect(write('lost', true)).rejects.toBe(failing);
    await write('kept', false);
    await store.close();
    await (await openIn(kind, database)).transact('read', async ({ config, records }) => {
      expect(await config.list()).toEqual([
        ['kept', 1],
        ['kept too', 1],
      ]);
      expect([await records('kept').count(), await records('lost').count()]).toEqual([1, 0]);
    });
  });

  test('write nothing when one of their values cannot be stored', async () => {
    const store = await openNew();
    const endless: { [member: string]: Json } = {};
    endless.self = endless;
    const attempt = store.transact('edit', ({ config }) =>
      Promise.all([config.put([['good', 1]]), config.put([['bad', endless]]), config.put([['also good', 1]])]),
    );
    await expect(attempt).rejects.toThrow();
    expect(await store.transact('read', ({ config }) => config.list())).toEqual([]);
  });

  test('that read change nothing', async () => {
    const store = await openNew();
    await store.transact('edit', ({ config }) => config.put([['key', 1]]));
    const attempts = [
      store.transact('read', ({ config }) => config.put([['key', 2]])),
      store.transact('read', ({ config }) => config.delete(['key'])),
      store.transact('read', ({ records }) => records('new').put([['a', {}]])),
    ];
    for (const attempt of attempts) await expect(attempt).rejects.toBeInstanceOf(StoreError);
    expect(await store.transact('read', ({ config }) => config.list())).toEqual([['key', 1]]);
  });

  test('run one after the other: of any number at once, each sees what those before it have written', async () => {
    const kind = await openKind();
    const database = newName();
    const [one, two] = [await openIn(kind, database), await openIn(kind, database)];
    const add = (store: LocalStore, fails: boolean): Promise<number> =>
      store.transact('edit', async ({ config, records }) => {
        const [before] = await config.get(['counter']);
        const next = Number(before ?? 0) + 1;
        await records('todo').put([[`id ${next}`, { local: { next } }]]);
        expect(await records('todo').count()).toBe(next);
        await config.put([['counter', next]]);
        if (fails) throw new Error('this one fails');
        return next;
      });
    const results = await Promise.allSettled(
      Array.from({ length: 60 }, (_, i) => add(i % 2 === 0 ? one : two, i % 5 === 0)),
    );
    const numbers = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 48 }, (_, i) => i + 1));
    expect(await two.transact('read', ({ config }) => config.get(['counter']))).toEqual([48]);
  });

  test('read one state: what is written meanwhile is not seen', async () => {
    const store = await openNew();
    const put = (n: number): Promise<void> =>
      store.transact('edit', ({ config, records }) =>
        Promise.all([config.put([['n', n]]), records('todo').put([['n', { local: { n } }]])]).then(() => {}),
      );
    await put(0);
    const reads = Array.from({ length: 20 }, (_, i) => [
      put(i + 1),
      store.transact('read', async ({ config, records }) => {
        const [n] = await config.get(['n']);
        await config.count();
        expect(await records('todo').get(['n'])).toEqual([{ local: { n } }]);
      }),
    ]);
    await Promise.all(reads.flat());
  });

  /**
   * Runs the steps in one transaction, which fails at its end if it is to.
   * @returns the model of what is stored then
   */
  async function run(store: LocalStore, before: Model, { kind, steps, fails }: Transaction): Promise<Model> {
    let after = newModel();
    const attempt = store.transact(kind, async (tx) => {
      after = newModel(before);
      for (const step of steps) await take(step, tx, after);
      if (fails) throw new Error('undone');
    });
    if (!fails) {
      await attempt;
      return after;
    }
    await expect(attempt).rejects.toThrow('undone');
    return before;
  }

  test('do to the store what they would do to maps, whoever of those that have it open makes them', async () => {
    const kind = await openKind();
    const database = newName();
    const store = await openIn(kind, database);
    const stores = [store, await openIn(kind, database)];
    const property = fc.asyncProperty(fc.array(aTransaction, { maxLength: 6 }), async (transactions) => {
      await store.transact('edit', empty);
      let model = newModel();
      for (const transaction of transactions) {
        model = await run(stores[transaction.by] ?? store, model, transaction);
      }
      await store.transact('read', async (tx) => {
        expect(new Map(await tx.config.list())).toEqual(model.config);
        expect(new Map(await tx.operations.list())).toEqual(model.operations);
        expect(new Map(await tx.records('todo').list())).toEqual(model.records);
      });
    });
    await fc.assert(property, runs(40));
  });
}

type Transaction = {
  readonly by: number;
  readonly kind: 'edit' | 'pull';
  readonly steps: readonly Step[];
  readonly fails: boolean;
};

const aTransaction: Arbitrary<Transaction> = fc.record({
  by: fc.nat(1),
  kind: fc.constantFrom('edit', 'edit', 'pull'),
  steps: fc.array(aStep, { maxLength: 6 }),
  fails: fc.boolean(),
});
