/** Bugs that the simulator has found: each lost somebody's edit that the device had not seen. */
import { describe, expect, test } from 'vitest';
import { applyEdit } from '../../../client/queue/edit.ts';
import type { RecordState } from '../../../client/queue/record-state.ts';
import { type Decision, settle } from '../../../client/queue/refuse.ts';
import { withdrawn } from '../../../client/queue/release.ts';
import { decisionOf } from '../../../client/sync/refusal.ts';
import { copy, follower, pending, sent, shown } from './one-record.ts';

const again = (record: ReturnType<typeof copy> | undefined): Decision => ({
  kind: 'applied',
  server: record,
  repeated: true,
});
const edit = (state: RecordState, kind: 'insert' | 'update', text: string): RecordState => {
  const edited = applyEdit(state, { kind, table: 't', id: 'a', record: { text } }, state.operations.length + 1);
  if (typeof edited === 'string') throw new Error(edited);
  return edited;
};

describe('an answer that was given before', () => {
  // The answer to the first was lost, another device wrote, and the second went over that.
  test('gives the next edit no version of what others have written since', () => {
    const theirs = copy(3, { text: 'theirs' });
    const { state } = settle(pending(copy(1), sent('update'), follower('replace')), 1, again(theirs));
    expect(shown(state)).toBe('replace queued 0000000000000000');
    expect(state.server).toEqual(theirs);
  });

  test('gives it the version when the record is still as the first has left it', () => {
    const { state } = settle(pending(copy(1), sent('update'), follower('update')), 1, again(copy(2, { text: 'mine' })));
    expect(shown(state)).toBe('update queued v2');
  });

  // What was brought back was changed by another device, and looked as if it had never said what it said.
  test('does not have what was brought back said once more', () => {
    const { state } = settle(pending(undefined, sent('undelete')), 1, again(copy(3, { text: 'theirs' })));
    expect(shown(state)).toBe('none');
  });

  // Refused as not there, inserted by another device, pulled here, and then forgotten.
  test('that there is no record does not say so of the record that has come since', () => {
    const refused = { kind: 'refused', status: 404, message: 'no', serverRecord: undefined, repeated: true } as const;
    expect(decisionOf(sent('undelete'), refused)).toEqual({ kind: 'conflict', status: 404, message: 'no' });
    const { repeated: _, ...fresh } = refused;
    expect(decisionOf(sent('undelete'), fresh)).toMatchObject({ server: null });
    expect(decisionOf(sent('remove'), refused)).toMatchObject({ kind: 'applied', repeated: true });
  });

  test('of a removal leaves the record that has come since, and lets the next edit find it', () => {
    const { state } = settle(pending(copy(3), sent('remove'), follower('undelete')), 1, again(undefined));
    expect(state.server).toEqual(copy(3));
    expect(shown(state)).toBe('undelete queued 0000000000000000');
    const tombstone = copy(3, { deleted: true });
    const removed = settle(pending(tombstone, sent('remove'), follower('undelete')), 1, again(undefined));
    expect(shown(removed.state)).toBe('undelete queued v3');
    expect(settle(pending(copy(1), sent('remove')), 1, again(undefined)).state.server).toBeUndefined();
  });
});

describe('what brings a record back', () => {
  // Sent behind its removal it needs no version; refused, it was sent anew with neither, over what another device wrote.
  test('and was refused behind its removal is made on no version that there is', () => {
    const behind = { ...follower('undelete'), state: 'sent', attempts: 1, key: 'k2', afterKey: 'k1' } as const;
    const removed = settle(pending(copy(1), sent('remove'), behind), 1, again(undefined)).state;
    const theirs: Decision = { kind: 'conflict', status: 412, message: 'no', server: copy(3, { text: 'theirs' }) };
    expect(shown(settle(removed, 2, theirs).state)).toBe('undelete failed 0000000000000000');
  });

  // A column with a default is not null afterwards.
  test('is not said once more for a member that was to be null', () => {
    const answer: Decision = { kind: 'applied', server: copy(2, { text: 'mine' }) };
    const { state } = settle(pending(undefined, sent('undelete', { body: { text: 'mine', done: null } })), 1, answer);
    expect(shown(state)).toBe('none');
  });

  test('names the version of the removed record that an insert has found', () => {
    const gone: Decision = { kind: 'conflict', status: 409, message: 'no', server: copy(2, { deleted: true }) };
    expect(shown(settle(pending(undefined, sent('insert')), 1, gone).state)).toBe('undelete queued v2');
  });

  test('is an insert when nothing is known of the record: that writes over nothing', () => {
    const asked = applyEdit(pending(undefined), { kind: 'undelete', table: 't', id: 'a', record: {} }, 1);
    if (typeof asked === 'string') throw new Error(asked);
    expect(shown(edit(asked, 'insert', 'mine'))).toBe('insert queued -');
    // The same, while the first is on its way.
    const onItsWay = pending(undefined, sent('undelete', { body: {} }));
    expect(shown(edit(onItsWay, 'insert', 'mine'))).toContain('insert queued -');
  });

  test('gives the next edit no version of a record that turns out to be there, and another', () => {
    const { version: _, ...blind } = sent('undelete', { body: {} });
    const decision: Decision = { kind: 'applied', server: copy(3, { text: 'theirs' }) };
    expect(shown(settle(pending(copy(1), blind, follower('update')), 1, decision).state)).toContain('0000000000000000');
  });

  test('gives the next edit no version of what was pulled after it was made', () => {
    const { version: _, ...blind } = sent('undelete', { body: {} });
    const theirs = copy(3, { text: 'theirs' });
    const next = { ...follower('replace'), base: copy(1) };
    const { state } = settle(pending(theirs, blind, next), 1, { kind: 'applied', server: theirs });
    expect(shown(state)).toBe('replace queued 0000000000000000');
  });

  // Two tabs had sent both; one was told that the removal is done, and the other that neither is.
  test('is an insert where it was sent behind a removal that is done by now, and was not done itself', () => {
    const { after: _, ...behind } = { ...follower('undelete'), state: 'sent', key: 'k2', afterKey: 'k1' } as const;
    expect(shown(withdrawn(pending(undefined, behind), 2))).toBe('insert queued -');
    expect(shown(withdrawn(pending(undefined, { ...behind, body: {} }), 2))).toBe('undelete queued -');
    expect(shown(withdrawn(pending(copy(1), { ...behind, version: 'v1' }), 2))).toBe('undelete queued v1');
  });

  // Offered again to a restored database, and in the meantime brought back, and changed, by another device.
  test('gives the next edit no version of a record that is there already, when nobody knows what it was', () => {
    const theirs = copy(3, { text: 'theirs' });
    const offered = sent('undelete', { body: {}, base: undefined });
    const found: Decision = { kind: 'conflict', status: 412, message: 'no', server: theirs };
    const { state } = settle(pending(theirs, offered, follower('update')), 1, found);
    expect(shown(state)).toBe('update queued 0000000000000000');
  });

  // Asked back unseen, then pulled, then edited.
  test('names the version of the record that has come, once it says something', () => {
    const { version: _, ...blind } = sent('undelete', { state: 'queued', body: {}, attempts: 0 });
    expect(shown(edit(pending(copy(4), blind), 'update', 'mine'))).toBe('undelete queued v4');
  });
});
