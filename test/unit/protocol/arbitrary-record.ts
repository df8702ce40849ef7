/** Random records with the columns of the random filters, as the store keeps them. */
import fc from 'fast-check';
import type { WireRecord } from '../../../src/protocol/wire-value.ts';
import { someBig, someDay, someMs, someReal, someText, someTime, someWhole } from './arbitrary-filter.ts';

const nullable = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { freq: 5, nil: null });

export const someRecord = fc.record({
  id: someText,
  text: nullable(someText),
  other: nullable(someText),
  x: nullable(someReal),
  y: nullable(someReal),
  count: nullable(someWhole),
  size: nullable(someWhole),
  complete: nullable(fc.boolean()),
  hidden: nullable(fc.boolean()),
  due: nullable(someMs),
  updatedAt: someMs,
  birthday: nullable(someDay),
  alarm: nullable(someTime),
  big: nullable(someBig),
  huge: nullable(someBig),
  meta: nullable(fc.constant('{}')),
});

export type SomeRecord = typeof someRecord extends fc.Arbitrary<infer Value> ? Value : never;

/** The record as a server with ticks of 100 ns would send it. */
export function onWire(record: SomeRecord): WireRecord {
  const printed = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString().replace('Z', '0000Z'));
  return { ...record, due: printed(record.due), updatedAt: printed(record.updatedAt) };
}
