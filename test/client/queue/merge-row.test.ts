import { describe, expect, test } from 'vitest';
import { isBefore, mergeRow } from '../../../client/queue/merge-row.ts';
import type { JsonRecord } from '../../../client/queue/record-entry.ts';
import { copy, pending, sent } from './one-record.ts';

const { updatedAt: _, ...untimed } = copy(1, { text: 'untimed' });

describe('a record from the server', () => {
  test.each<[string, JsonRecord | undefined, JsonRecord, JsonRecord]>([
    ['becomes the copy where there is none', undefined, copy(1), copy(1)],
    ['takes the place of an older one', copy(1), copy(2), copy(2)],
    ['takes the place of one of the same time', copy(1), copy(1, { text: 'x' }), copy(1, { text: 'x' })],
    ['leaves a newer one', copy(2), copy(1), copy(2)],
    ['takes the place of any when it has no time', copy(2), untimed, untimed],
    ['takes the place of one that has none', untimed, copy(1), copy(1)],
    ['may be a removal', copy(1), copy(2, { deleted: true }), copy(2, { deleted: true })],
    ['brings back no record that was removed since', copy(2, { deleted: true }), copy(1), copy(2, { deleted: true })],
  ])('%s', (_, here, row, expected) => {
    expect(mergeRow(pending(here), row).server).toEqual(expected);
  });

  test('that is the same changes nothing, in whatever order its members are', () => {
    const state = pending(copy(1), sent('update'));
    expect(mergeRow(state, Object.fromEntries(Object.entries(copy(1)).reverse()))).toBe(state);
    expect(mergeRow(pending(copy(2)), copy(1)).server).toEqual(copy(2));
  });

  test('leaves what is pending as it is', () => {
    const operations = [sent('update')];
    expect(mergeRow({ server: copy(1), operations }, copy(2)).operations).toBe(operations);
  });
});

describe('of two times', () => {
  test.each([
    ['2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.001Z'],
    ['2026-01-01T00:00:00Z', '2026-01-01T00:00:00.001Z'],
    ['2026-01-01T01:00:00+01:00', '2026-01-01T00:00:01Z'],
    ['2026-01-01T00:00:00.1231Z', '2026-01-01T00:00:00.1239999Z'],
    ['2026-01-01T00:00:00.123Z', '2026-01-01T00:00:00.12301+00:00'],
    ['2026-01-01T00:00:00.9999999Z', '2026-01-01T00:00:01.000Z'],
  ])('%s is before %s, and not the other way round', (early, late) => {
    expect([isBefore(early, late), isBefore(late, early)]).toEqual([true, false]);
  });

  test.each([
    ['2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z'],
    ['2026-01-01T00:00:00Z', '2026-01-01T01:00:00.0000000+01:00'],
    ['2026-01-01T00:00:00.12Z', '2026-01-01T00:00:00.1200Z'],
  ])('%s and %s neither is', (left, right) => {
    expect([isBefore(left, right), isBefore(right, left)]).toEqual([false, false]);
  });
});
