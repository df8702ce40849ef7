/** Maps that do what a store does: the model that stores are compared with. */
import fc, { type Arbitrary } from 'fast-check';
import { expect } from 'vitest';
import type { Operation } from '../../../../client/queue/operation.ts';
import type { RecordEntry } from '../../../../client/queue/record-entry.ts';
import type { Collection, StoreTransaction } from '../../../../client/store/local-store.ts';
import type { Json } from '../../../../src/protocol/column-kind.ts';
import { operation } from './queue-values.ts';

export type Model = {
  readonly config: Map<string, Json>;
  readonly operations: Map<number, Operation>;
  readonly records: Map<string, RecordEntry>;
};

/** A copy, or an empty one. */
export const newModel = (model?: Model): Model => ({
  config: new Map(model?.config),
  operations: new Map(model?.operations),
  records: new Map(model?.records),
});

/** `key` picks among a few keys, and `more` is how many behind it are meant too. */
export type Step = {
  readonly where: keyof Model;
  readonly what: 'put' | 'delete' | 'get' | 'list' | 'count';
  readonly key: number;
  readonly more: number;
  readonly value: Json;
};

const aJson: Arbitrary<Json> = fc
  .json({ maxDepth: 2, stringUnit: 'binary' })
  .map((text): Json => JSON.parse(text))
  // JSON writes -0 as 0.
  .map((value): Json => JSON.parse(JSON.stringify(value)));

export const aStep: Arbitrary<Step> = fc.record({
  where: fc.constantFrom('config', 'operations', 'records'),
  what: fc.constantFrom('put', 'put', 'delete', 'get', 'list', 'count'),
  key: fc.nat(9),
  more: fc.nat(5),
  value: aJson,
});

const texts = ['a', 'B', 'b', '10', '9', 'é', '日本', '😀', '\ue000', '_', 'aa', 'ab', ' ', "'", '"'];

/** Does the step to the store and to the model, and compares what they say. */
export async function take(step: Step, transaction: StoreTransaction, model: Model): Promise<void> {
  const numbers = Array.from({ length: step.more + 1 }, (_, i) => step.key + i);
  const ids = numbers.map((n) => texts[n] ?? '');
  if (step.where === 'config') return compare(step, transaction.config, model.config, ids, () => step.value);
  if (step.where === 'operations') return compare(step, transaction.operations, model.operations, numbers, operation);
  return compare(step, transaction.records('todo'), model.records, ids, (id) => ({ local: { id, value: step.value } }));
}

async function compare<Key extends string | number, Value>(
  { what, more }: Step,
  collection: Collection<Key, Value>,
  model: Map<Key, Value>,
  keys: readonly Key[],
  toValue: (key: Key) => Value,
): Promise<void> {
  switch (what) {
    case 'put':
      for (const key of keys) model.set(key, toValue(key));
      return collection.put(keys.map((key) => [key, toValue(key)]));
    case 'delete':
      for (const key of keys) model.delete(key);
      return collection.delete(keys);
    case 'get':
      return expect(await collection.get(keys)).toEqual(keys.map((key) => model.get(key)));
    case 'count':
      return expect(await collection.count()).toBe(model.size);
    case 'list': {
      const all = await collection.list();
      expect(new Map(all)).toEqual(model);
      const sorted = all.map(([key]) => key);
      if (typeof sorted[0] === 'number') expect(sorted).toEqual([...sorted].sort((a, b) => Number(a) - Number(b)));
      const after = sorted[more];
      if (after === undefined) return;
      expect(await collection.list({ after, limit: 2 })).toEqual(all.slice(more + 1, more + 3));
    }
  }
}

/** Makes the store as empty as a new model. */
export async function empty({ config, operations, records }: StoreTransaction): Promise<void> {
  await config.delete((await config.list()).map(([key]) => key));
  await operations.delete((await operations.list()).map(([key]) => key));
  await records('todo').delete((await records('todo').list()).map(([key]) => key));
}
