import { describe, expect, test, vi } from 'vitest';
import { tableCode } from '../../src/code/table-code.ts';
import type { PartSent } from './batch.ts';
import { counted, insert, statuses } from './batch-parts.ts';
import { uuid } from './db/operations.ts';
import * as tables from './tables.ts';

describe('code of a table', () => {
  const seen: (string | null)[] = [];
  const upper = tableCode(tables.note, {
    insert: ({ values, headers }, next) => {
      seen.push(headers.get('x-device'), headers.get('x-net'));
      return next({ text: values.text?.toUpperCase() ?? null });
    },
  });
  const note = (id: string, more: Partial<PartSent> = {}) => ({
    method: 'post',
    url: '/tables/note',
    body: { id, text: 'a' },
    ...more,
  });

  test('runs around each request, in order, with headers of which none of the network can be made up', async () => {
    const { calls, send } = counted([], [upper]);
    const [a, b] = [uuid(), uuid()];
    const headers = { 'x-device': 'phone', 'x-net': 'forged' };
    const parts = await send([insert(uuid()), note(a, { headers }), note(b), insert(uuid()), insert(uuid())], {
      'x-net': 'real',
    });
    expect(statuses(parts)).toEqual([201, 201, 201, 201, 201]);
    expect(parts[1]?.body).toMatchObject({ text: 'A' });
    expect(seen).toEqual(['phone', 'real', null, 'real']);
    expect(calls).toEqual(['write', 'write', 'write', 'write']);
  });

  test('is refused in a group', async () => {
    const { calls, send } = counted([], [upper]);
    const group = { atomicityGroup: 'g' };
    const parts = await send([insert(uuid(), 'a', group), note(uuid(), group)]);
    expect(parts).toMatchObject([{ status: 424 }, { status: 400, body: { code: 'invalid_group' } }]);
    expect(calls).toEqual([]);
  });

  test('that fails is a 500 of its own request', async () => {
    const log = vi.spyOn(console, 'error').mockReturnValue(undefined);
    const failing = tableCode(tables.note, {
      insert: () => {
        throw new Error('secret');
      },
    });
    const parts = await counted([], [failing]).send([insert(uuid()), note(uuid()), insert(uuid())]);
    expect(statuses(parts)).toEqual([201, 500, 201]);
    expect(JSON.stringify(parts)).not.toContain('secret');
    expect(log).toHaveBeenCalledOnce();
    log.mockRestore();
  });
});
